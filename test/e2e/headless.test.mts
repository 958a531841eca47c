import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { IDataObject } from 'n8n-workflow';
import { byId } from '../engine/workflowJson.mts';
import { n8nCli } from './n8nCli.mts';
import type { N8nCli } from './n8nCli.mts';
import { N8N_VERSIONS } from './n8nInstall.mts';
import { itemsOf } from './items.mts';
import { setStage } from './stage.mts';
import type { Stage } from './stage.mts';
import { fields, httpRequest, splitOut, start, tat, workflow } from './workflows.mts';

const UNKNOWN_ID = 'inv-00000000';
const UNKNOWN_INVOCATION = /inv-00000000 .*ResourceNotFound\.InvocationNotFound/;

/** What n8n adds to every credential that the HTTP Request node may use, set as strictly as it can be. */
const LOOPBACK_ONLY = { allowedHttpRequestDomains: 'domains', allowedDomains: '127.0.0.1' };

const SEVERAL_ALERTS = workflow(
	'Several alerts, one about an unknown invocation',
	[
		start,
		fields('Alerts', `{ alerts: ['first', 'unknown', 'last'].map((name) => ({ name })) }`),
		splitOut('Alert', 'alerts'),
		tat('Run', {
			operation: 'runCommand',
			content: 'sleep 600',
			instanceIds: byId('ins-fake0001, ins-fake0002'),
			waitForCompletion: false,
		}),
		tat(
			'Cancel',
			{
				operation: 'cancel',
				invocationId: byId(
					`={{ $('Alert').item.json.name === 'unknown' ? '${UNKNOWN_ID}' : $json.invocationId }}`,
				),
				waitForCompletion: true,
			},
			{ onError: 'continueErrorOutput' },
		),
		fields(
			'Cancelled',
			`{ alert: $('Alert').item.json.name, same: $('Run').item.json.invocationId === $json.invocationId, counts: $json.counts }`,
		),
		fields('Failed', `{ alert: $('Alert').item.json.name, ...$json }`),
	],
	[
		['Start', 'Alerts'],
		['Alerts', 'Alert'],
		['Alert', 'Run'],
		['Run', 'Cancel'],
		['Cancel', 'Cancelled'],
		['Cancel', 'Failed', 1],
	],
);

for (const version of N8N_VERSIONS) {
	describe(`n8n ${version} without its server`, () => {
		let stage: Stage;
		let n8n: N8nCli;

		before(async () => {
			stage = await setStage(version, { scriptsOnThisMachine: true });
			n8n = n8nCli(stage.installed, stage.userFolder);
			const { credential } = stage;
			await n8n.importCredentials([
				{ ...credential, data: { ...credential.data, ...LOOPBACK_ONLY } },
			]);
			await n8n.importWorkflows({
				severalAlerts: SEVERAL_ALERTS,
				httpRequest: describeInvocations(stage.emulator.endpoint),
			});
		});
		after(async () => await stage?.stop());

		test('every item goes its way: on, or to the error output; each is linked to its alert', async () => {
			const { nodes, log } = await n8n.execute('severalAlerts');
			assert.doesNotMatch(log, /tencent|warning:/i);
			const stopped = { cancelled: 0, terminated: 2, alreadyFinished: 0, stillCancelling: 0 };
			assert.deepEqual(itemsOf(nodes.Cancelled), [
				{ alert: 'first', same: true, counts: stopped },
				{ alert: 'last', same: true, counts: stopped },
			]);
			const [failed, ...others] = itemsOf(nodes.Failed);
			assert.deepEqual(others, []);
			assert.equal(failed.alert, 'unknown');
			assert.match(JSON.stringify(failed), UNKNOWN_INVOCATION);
		});

		test('the HTTP Request node calls TAT with the credential, by POST and by GET', async () => {
			const { nodes } = await n8n.execute('httpRequest');
			for (const name of ['Post', 'Get']) {
				const [{ Response }] = itemsOf(nodes[name]);
				const { Error: error, InvocationSet } = Response as IDataObject;
				assert.equal(error, undefined);
				assert.ok(Array.isArray(InvocationSet));
			}
		});
	});
}

function describeInvocations(url: string) {
	const common = {
		url,
		sendHeaders: true,
		headerParameters: {
			parameters: [
				{ name: 'X-TC-Action', value: 'DescribeInvocations' },
				{ name: 'X-TC-Region', value: 'ap-guangzhou' },
			],
		},
	};
	return workflow(
		'HTTP Request',
		[
			start,
			httpRequest('Post', {
				...common,
				method: 'POST',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '{ "Limit": 1 }',
			}),
			httpRequest('Get', {
				...common,
				sendQuery: true,
				queryParameters: { parameters: [{ name: 'Limit', value: '1' }] },
			}),
		],
		[
			['Start', 'Post'],
			['Post', 'Get'],
		],
	);
}
