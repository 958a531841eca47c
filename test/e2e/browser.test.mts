import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, openPage } from './browser.mts';
import { addStep, findNode, openEmptyWorkflow, setUpOwner } from './canvas.mts';
import {
	closeCredential,
	openNewCredential,
	saveCredential,
	seeThatItWorks,
	whyItFails,
} from './credentialForm.mts';
import { N8N_VERSIONS } from './n8nInstall.mts';
import { OWNER, startFreshN8n } from './n8nServer.mts';
import type { FreshN8n } from './n8nServer.mts';
import {
	addOption,
	choose,
	closeForm,
	executeStep,
	fillIn,
	issueOf,
	openList,
	outputError,
	outputTable,
	showOutputAs,
	typeId,
} from './nodeForm.mts';
import { failurePicture, savePicture } from './picture.mts';
import { setStage } from './stage.mts';
import type { Stage } from './stage.mts';

const KEY = { secretId: 'emulator-secret-id', secretKey: 'emulator-secret-key' };
const CANCEL_ONLY_KEY = { secretId: 'cancel-only-id', secretKey: 'cancel-only-key' };
const REGION = 'ap-guangzhou';

for (const version of N8N_VERSIONS) {
	describe(`a person at the editor of n8n ${version}`, () => {
		let stage: Stage;
		let n8n: FreshN8n;
		let browser: Browser;
		let page: Page;
		let endpoint: string;
		let stuck = false;

		before(async () => {
			stage = await setStage(version, {
				scriptsOnThisMachine: true,
				keys: [KEY, { ...CANCEL_ONLY_KEY, allow: ['CancelInvocation', 'DescribeRegions'] }],
			});
			endpoint = stage.emulator.endpoint;
			n8n = await startFreshN8n(stage.installed, stage.userFolder);
			browser = await launchBrowser();
			page = await openPage(browser, n8n.url);
		});
		after(async () => {
			await browser?.close();
			await n8n?.stop();
			await stage?.stop();
		});

		step('finds the node and its actions', async () => {
			await setUpOwner(page, OWNER);
			await openEmptyWorkflow(page);
			await findNode(page, 'tencent', 'Tencent TAT');
			await page.getByText('Run commands on Tencent Cloud instances').last().waitFor();
			await picture('node-panel', page.getByTestId('node-creator'));
			await addStep(page, 'Run command');
		});

		step('is told what is wrong with a key, and that a good one works', async () => {
			await openNewCredential(page);
			await saveCredential(page, { ...KEY, secretKey: 'wrong', region: REGION, endpoint });
			assert.match(
				await whyItFails(page),
				/SecretKey is not the one of this SecretId \(AuthFailure\.SignatureFailure\)\. Copy/,
			);
			await saveCredential(page, KEY);
			await seeThatItWorks(page);
			await picture('credential', page.getByTestId('editCredential-modal'));
			await closeCredential(page);
		});

		step('runs a command', async () => {
			await fillIn(
				page,
				'content',
				'for i in $(seq 600); do echo "cleaned up $i of 600"; sleep 1; done',
			);
			await typeId(page, 'instanceIds', 'ins-demo0001, ins-demo0002, ins-demo0003');
			await addOption(page, 'Command Name');
			await fillIn(page, 'commandName', 'cleanup');
			await executeStep(page);
			const [{ invocationId }] = await outputTable(page);
			assert.match(invocationId, /^inv-/);
			await closeForm(page);
		});

		step('cancels what the list says is running', async () => {
			await findNode(page, 'tencent', 'Tencent TAT');
			await addStep(page, 'Cancel invocation');
			const [entry] = await openList(page, 'invocationId');
			assert.match(entry, /^cleanup · RUNNING · \d\d-\d\d \d\d:\d\d UTC · inv-\w+$/);
			await choose(page, entry);
			await picture('node-form', page.locator('.node-settings'));
			await executeStep(page);
			const [{ outcome, tasks }] = await outputTable(page);
			assert.equal(outcome, 'terminated');
			assert.match(tasks, /cleaned up 1 of 600/);
			await showOutputAs(page, 'JSON');
			await picture('cancelled', page.getByTestId('ndv'));
		});

		step('is told that an invocation is unknown, and what to do', async () => {
			await typeId(page, 'invocationId', 'inv-00000000');
			await executeStep(page);
			const [message, description] = await outputError(page);
			assert.match(
				message,
				/^Cancel of inv-00000000 in ap-guangzhou failed: there is no such invocation/,
			);
			assert.match(description, /^Check the ID and the region/);
			await picture('error', page.locator('.node-error-view__header'));
		});

		step('sees at once that something is no invocation ID', async () => {
			await typeId(page, 'invocationId', 'invt-00000000');
			assert.match(await issueOf(page), /Not an invocation ID\. It looks like inv-ib2lld37/);
		});

		step('is told by the list that there is no region', async () => {
			await openNewCredential(page);
			await saveCredential(page, { ...KEY, endpoint });
			await seeThatItWorks(page);
			await closeCredential(page);
			const [text] = await openList(page, 'invocationId');
			assert.match(text, /No region is set.*Options > Region/s);
		});

		step('is told by the list which right the key lacks', async () => {
			await openNewCredential(page);
			await saveCredential(page, { ...CANCEL_ONLY_KEY, region: REGION, endpoint });
			await seeThatItWorks(page);
			await closeCredential(page);
			const [text] = await openList(page, 'invocationId');
			assert.match(text, /tat:DescribeInvocations/);
		});

		/** A test that starts where the one before it has left the screen, and not at all when that failed. */
		function step(name: string, act: () => Promise<void>) {
			test(name, async (context) => {
				if (stuck) {
					context.skip('a step before it failed');
					return;
				}
				try {
					stuck = true;
					await act();
					stuck = false;
				} finally {
					if (stuck) context.diagnostic(`What was on the screen: ${await failurePicture(page)}`);
				}
			});
		}

		/** Of the newest n8n, for the documentation. */
		async function picture(name: string, part: Locator) {
			if (version === N8N_VERSIONS[0]) await savePicture(name, part);
		}
	});
}
