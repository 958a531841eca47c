import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { INodeTypeDescription } from 'n8n-workflow';
import { realClock } from '../../emulator/server.mts';
import { editorOf } from './editor.mts';
import type { Editor } from './editor.mts';
import { readExamples, SHOWN } from './examples.mts';
import { n8nCli } from './n8nCli.mts';
import type { CredentialJson } from './n8nCli.mts';
import { N8N_VERSIONS } from './n8nInstall.mts';
import { startN8n } from './n8nServer.mts';
import type { N8nServer } from './n8nServer.mts';
import { poll } from './polling.mts';
import { setStage } from './stage.mts';
import type { Stage } from './stage.mts';
import { keptBy, secretsOf } from './storedSecrets.mts';
import { startCommand } from './startCommand.mts';
import { cancel, run, start, TAT, webhook, workflow } from './workflows.mts';

const TWO_HOURS_MS = 2 * 3_600_000;

for (const version of N8N_VERSIONS) {
	describe(`n8n ${version} with its server`, () => {
		let stage: Stage;
		let n8n: N8nServer;
		let editor: Editor;
		let credential: CredentialJson;
		/** How far the time of the TAT is in the past. */
		let behindMs = TWO_HOURS_MS;

		before(async () => {
			const clock = { ...realClock(), now: () => Date.now() - behindMs };
			stage = await setStage(version, { clock, scriptsOnThisMachine: true });
			credential = stage.credential;
			await n8nCli(stage.installed, stage.userFolder).importCredentials([credential]);
			n8n = await startN8n(stage.installed, stage.userFolder);
			editor = editorOf(n8n, stage.installed);
		});
		after(async () => {
			await n8n?.stop();
			await stage?.stop();
		});

		test('the node is listed, with a variant that is a tool of an AI agent', async () => {
			const response = await n8n.send('GET', '/types/nodes.json');
			const types = (await response.json()) as INodeTypeDescription[];
			const named = (name: string) => types.find((type) => type.name === name);
			assert.equal(named(TAT)?.usableAsTool, true);
			assert.ok(named(`${TAT}Tool`));
		});

		describe('the test of a credential', () => {
			const result = async (data: Record<string, string>) =>
				await editor.testCredential({ ...credential, data: { ...credential.data, ...data } });

			test('says OK to a good key', async () => {
				assert.equal((await result({})).status, 'OK');
			});

			test('says what is wrong with a SecretId', async () => {
				const { status, message } = await result({ secretId: 'wrong' });
				assert.equal(status, 'Error');
				assert.match(message, /SecretId does not exist.*AuthFailure\.SecretIdNotFound/);
			});

			test('says what is wrong with a SecretKey', async () => {
				const { status, message } = await result({ secretKey: 'wrong' });
				assert.equal(status, 'Error');
				assert.match(message, /SecretKey is not the one.*AuthFailure\.SignatureFailure/);
			});

			test('says that an endpoint is no TAT, when it answers something else', async () => {
				const unlikeTat = { status: 200, body: '{"status":"ok"}' };
				stage.emulator.intercept = () => unlikeTat;
				const { status, message } = await result({});
				stage.emulator.intercept = undefined;
				assert.equal(status, 'Error');
				assert.match(message, /not a response of TAT/);
			});
		});

		test('the list of a field has what was started from the editor', async () => {
			const invocationId = await startCommand(editor);
			const { results } = await editor.listSearch('searchInvocations', credential);
			const [{ name }] = results.filter(({ value }) => value === invocationId);
			assert.match(name, /^nightly-backup · RUNNING · /);
		});

		test('a published workflow answers its webhook with what a cancel did', async () => {
			await editor.publish(
				workflow(
					'Webhook',
					[webhook('Alert', 'alert'), run, cancel],
					[
						['Alert', 'Run'],
						['Run', 'Cancel'],
					],
				),
			);
			const { outcome, finished } = await editor.callWebhook('alert', {});
			assert.deepEqual({ outcome, finished }, { outcome: 'terminated', finished: true });
		});

		for (const [file, example] of Object.entries(readExamples())) {
			test(`examples/${file} shows what it is there for`, async () => {
				await SHOWN[file](example, editor, () => (behindMs = 0));
			});
		}

		describe('a command that a step waits for is cancelled on its instances', () => {
			const waiting = { ...run, parameters: { ...run.parameters, waitForCompletion: true } };
			const waitingFor = workflow('Wait', [start, waiting], [['Start', 'Run']]);
			/** Until something is asked for that was not asked for before. */
			const asked = async (action: string, from: number) =>
				await poll(action, async () =>
					stage.emulator.requests.slice(from).find((request) => request.action === action),
				);

			test('when a person stops the execution', async () => {
				const from = stage.emulator.requests.length;
				const executionId = await editor.start(waitingFor, 'Start');
				await asked('DescribeInvocations', from);
				await editor.stop(executionId);
				await asked('CancelInvocation', from);
			});

			test('when the workflow reaches its time-out', async () => {
				const from = stage.emulator.requests.length;
				const settings = { ...waitingFor.settings, executionTimeout: 3 };
				await editor.start({ ...waitingFor, settings }, 'Start');
				await asked('CancelInvocation', from);
			});
		});

		test('nothing that n8n has stored or printed of all this has a secret in it', async () => {
			const kept = await keptBy(n8n, stage.userFolder);
			// that a search would find what is there
			assert.match([...kept.values()].join('\n'), /nightly-backup/);
			assert.deepEqual(secretsOf(stage.emulator).in(kept), []);
		});
	});
}
