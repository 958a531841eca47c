import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import type { WorkflowJson } from '../engine/engine.mts';
import type { Editor } from './editor.mts';
import { itemsOf } from './items.mts';
import { poll } from './polling.mts';
import { startCommand } from './startCommand.mts';

const UNKNOWN_ID = 'inv-0000000000';

/** The workflows in `examples`, by the names of their files. */
export function readExamples(): Record<string, WorkflowJson> {
	const read = (file: string) => JSON.parse(readFileSync(`examples/${file}`, 'utf8'));
	return Object.fromEntries(readdirSync('examples').map((file) => [file, read(file)]));
}

/** Checks what a file in `examples` is there to show. `letHoursPass` has no effect the second time. */
type Check = (workflow: WorkflowJson, editor: Editor, letHoursPass: () => void) => Promise<void>;

/** By the name of the file; one without an entry fails. */
export const SHOWN: Record<string, Check> = {
	async 'cancel-on-alert.json'(workflow, editor) {
		const nodes = await editor.execute(workflow, 'When clicking ‘Execute workflow’');
		assert.equal(Object.keys(nodes).at(-1), 'Stopped');
		const [{ counts, tasks }] = itemsOf(nodes['Cancel Cleanup']);
		assert.deepEqual(counts, allTerminated(3));
		for (const { output } of tasks as IDataObject[]) {
			assert.match(String(output), /^cleaned up 1 of 600\n/);
		}
	},

	async 'cancel-long-running.json'(workflow, editor, letHoursPass) {
		const old = await startCommand(editor);
		letHoursPass();
		const young = await startCommand(editor);
		const nodes = await editor.execute(workflow, 'Every 15 Minutes');
		const cancelled = itemsOf(nodes['Cancel It']);
		assert.equal(cancelled.find(({ invocationId }) => invocationId === old)?.outcome, 'terminated');
		assert.ok(!cancelled.some(({ invocationId }) => invocationId === young));
	},

	async 'cancel-from-alert-webhook.json'(workflow, editor) {
		const receiver = await startReceiver();
		try {
			await editor.publish(pointTo(receiver.url, workflow));

			const invocationId = await startCommand(editor);
			await editor.callWebhook('tat-alert', { invocationId, text: 'load is high' });
			assert.deepEqual(await receiver.next(), {
				alert: { invocationId, text: 'load is high' },
				invocationId,
				outcome: 'terminated',
				finished: true,
				counts: allTerminated(1),
			});

			await editor.callWebhook('tat-alert', { invocationId: UNKNOWN_ID });
			const failure = await receiver.next();
			assert.deepEqual(failure.alert, { invocationId: UNKNOWN_ID });
			assert.match(JSON.stringify(failure), /ResourceNotFound\.InvocationNotFound/);
		} finally {
			receiver.stop();
		}
	},

	async 'cancel-many-with-approval.json'(workflow, editor) {
		const receiver = await startReceiver();
		try {
			const old = await startCommand(editor);
			// of any age: time can be made to pass only once
			const json = JSON.stringify(workflow).replaceAll('$now.minus', '$now.plus');
			const running = editor.execute(pointTo(receiver.url, JSON.parse(json)), 'Every Night');
			const { commands, approve } = await receiver.next();
			assert.match(String(commands), new RegExp(old));
			const later = await startCommand(editor);
			assert.ok((await fetch(String(approve))).ok);
			const cancelled = itemsOf((await running)['Cancel Them']);
			const { outcome } = cancelled.find(({ invocationId }) => invocationId === old) ?? {};
			assert.equal(outcome, 'terminated');
			assert.ok(!cancelled.some(({ invocationId }) => invocationId === later));
		} finally {
			receiver.stop();
		}
	},

	async 'check-disks.json'(workflow, editor) {
		const receiver = await startReceiver();
		try {
			const nodes = await editor.execute(pointTo(receiver.url, workflow), 'Every Hour');
			const [instances, results] = ['Get Online Instances', 'Check Disks'].map((name) =>
				itemsOf(nodes[name]),
			);
			const idsOf = (items: IDataObject[]) => items.map(({ instanceId }) => instanceId);
			assert.deepEqual(idsOf(results), idsOf(instances));
			// those that only pretend never come to an end
			const { text } = await receiver.next();
			assert.match(String(text), /^Disks of ins-\w+: (TIMEOUT|FAILED), exit code/);
		} finally {
			receiver.stop();
		}
	},

	async 'schedule-saved-command.json'(workflow, editor) {
		const run = async () =>
			Object.keys(await editor.execute(workflow, 'When clicking ‘Execute workflow’')).at(-1);
		assert.equal(await run(), 'Schedule It');
		assert.equal(await run(), 'Already There');
	},
};

/** The workflow with `url` in place of the example addresses in it. */
function pointTo(url: string, workflow: WorkflowJson): WorkflowJson {
	return JSON.parse(JSON.stringify(workflow).replace(/https:\/\/example\.com\/\w+/g, url));
}

function allTerminated(count: number) {
	return { cancelled: 0, terminated: count, alreadyFinished: 0, stillCancelling: 0 };
}

/** Where the workflows of an incident tool would report to. */
async function startReceiver() {
	const reports: IDataObject[] = [];
	const server = createServer(async (request, response) => {
		reports.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
		response.end('{}');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		next: async () => await poll('a report', async () => reports.shift()),
		stop() {
			server.close();
			server.closeAllConnections();
		},
	};
}
