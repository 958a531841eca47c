import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs, virtualClock } from '../../../emulator/server.mts';
import type { EmulatorOptions, Interception } from '../../../emulator/server.mts';
import type { WorkflowJson } from '../../engine/engine.mts';
import { jsonOf, REGION, startStage, START_MS } from '../nodes/stage.mts';
import type { Stage } from '../nodes/stage.mts';

const FOLDER = join(process.cwd(), 'examples');
const files = readdirSync(FOLDER);
const HOUR_MS = 3_600_000;

/** What each example is there to show; a file without an entry fails. */
const SHOWN: Record<string, (workflow: WorkflowJson) => Promise<void>> = {
	async 'cancel-on-alert.json'(workflow) {
		await onStage({}, async ({ engine }) => {
			const { nodes } = await engine.run(workflow);
			expect(Object.keys(nodes).at(-1)).toBe('Stopped');
			expect(nodes['Cancel Cleanup'][0].outputs[0][0].json).toMatchObject({
				outcome: 'terminated',
				counts: { terminated: 3 },
				tasks: Array(3).fill({ output: expect.stringContaining('cleaned up 1 of 600\n') }),
			});
		});
	},

	async 'cancel-long-running.json'(workflow) {
		const clock = virtualClock(Date.now() - 2 * HOUR_MS);
		const instances = [
			...instanceSpecs('ins-long', 1, { runMs: 10 * HOUR_MS }),
			...instanceSpecs('ins-quick', 1, {}),
		];
		await onStage({ clock, instances, rateLimit: false }, async (stage) => {
			const old = await start(stage, 'ins-long0001');
			await start(stage, 'ins-quick0001');
			clock.advance(2 * HOUR_MS);
			await start(stage, 'ins-long0001');

			const { error, nodes } = await stage.engine.run(workflow);
			expect(error).toBeUndefined();
			expect(jsonOf(nodes['Cancel It'][0].outputs[0])).toEqual([
				expect.objectContaining({ invocationId: old, outcome: 'terminated' }),
			]);
		});
	},

	async 'cancel-from-alert-webhook.json'(workflow) {
		const { reports, url, stop } = await startReceiver();
		const pointed = pointTo(url, workflow);
		const instances = instanceSpecs('ins-long', 1, { runMs: HOUR_MS });
		await onStage({ instances }, async (stage) => {
			const invocationId = await start(stage, 'ins-long0001');
			const good = { invocationId, text: 'load is high' };
			const bad = { invocationId: 'inv-0000000000' };
			await stage.engine.run(pointed, { input: [{ body: good }, { body: bad }] });
			expect(reports).toEqual([
				{
					alert: good,
					invocationId,
					outcome: 'terminated',
					finished: true,
					counts: { cancelled: 0, terminated: 1, alreadyFinished: 0, stillCancelling: 0 },
				},
				{
					alert: bad,
					error: expect.stringContaining('there is no such invocation'),
					details: expect.objectContaining({
						code: 'ResourceNotFound.InvocationNotFound',
						ran: 'no',
					}),
				},
			]);

			// The answer to the first attempt is lost, and the second one is refused.
			const answers: Interception[] = [
				{ drop: true, afterProcessing: true },
				{ code: 'AuthFailure.TokenFailure', message: 'expired' },
			];
			stage.emulator.intercept = ({ action }) =>
				action === 'CancelInvocation' ? answers.shift() : undefined;
			const doubtful = { invocationId: await start(stage, 'ins-long0001') };
			await stage.engine.run(pointed, { input: [{ body: doubtful }] });
			expect(reports.slice(2)).toEqual([
				{
					alert: doubtful,
					lookAt: doubtful.invocationId,
					error: expect.stringContaining('may have gone through'),
					details: expect.objectContaining({ ran: 'unknown' }),
				},
			]);
		});
		stop();
	},

	async 'cancel-many-with-approval.json'(workflow) {
		const { reports, url, stop } = await startReceiver();
		const clock = virtualClock(Date.now() - 2 * HOUR_MS);
		const instances = instanceSpecs('ins-long', 2, { runMs: 10 * HOUR_MS });
		await onStage({ clock, instances, rateLimit: false }, async (stage) => {
			const old = await start(stage, 'ins-long0001');
			clock.advance(2 * HOUR_MS);
			await start(stage, 'ins-long0002');
			const requests = await stage.requestsDuring(async () => {
				const run = await stage.engine.run(pointTo(url, workflow));
				expect(run.status).toBe('waiting');
			});
			expect(reports).toEqual([
				{
					text: 'Cancel 1 commands that run for more than an hour?',
					commands: [expect.stringContaining(old)],
					approve: expect.stringMatching(/^http.+webhook-waiting/),
				},
			]);
			// the waiting needs n8n's server: it is in the end-to-end test
			expect(requests.map(({ action }) => action)).not.toContain('CancelInvocation');
		});
		await cancelsWhatWasApproved(workflow);
		stop();
	},

	async 'check-disks.json'(workflow) {
		const { reports, url, stop } = await startReceiver();
		const instances = [
			...instanceSpecs('ins-well', 2, {}),
			...instanceSpecs('ins-full', 1, { exitCode: 1, output: '97% /data\n' }),
			...instanceSpecs('lhins-well', 1, {}),
			{ instanceId: 'ins-offline1', agent: {}, online: false },
		];
		await onStage({ instances }, async ({ engine }) => {
			const { error, nodes } = await engine.run(pointTo(url, workflow));
			expect(error).toBeUndefined();
			expect(jsonOf(nodes['Check Disks'][0].outputs[0])).toEqual(
				['ins-well0001', 'ins-well0002', 'ins-full0001'].map((instanceId) =>
					expect.objectContaining({ instanceId, finished: true }),
				),
			);
			expect(reports).toEqual([
				{ text: 'Disks of ins-full0001: FAILED, exit code 1', output: '97% /data\n' },
			]);
		});
		stop();
	},

	async 'schedule-saved-command.json'(workflow) {
		const clock = virtualClock();
		const instances = instanceSpecs('ins-demo', 1, {});
		await onStage({ clock, instances, rateLimit: false }, async ({ engine, tat }) => {
			const { nodes } = await engine.run(workflow);
			const [{ invokerId, scheduleText }] = jsonOf(nodes['Schedule It'][0].outputs[0]);
			expect(scheduleText).toBe('30 2 * * * (Beijing time)');
			clock.advance(24 * HOUR_MS);
			const byId = { __rl: true, mode: 'id', value: invokerId };
			const { outputs } = await tat({ resource: 'invoker', operation: 'getRuns', invokerId: byId });
			expect(jsonOf(outputs[0])).toHaveLength(1);

			const again = await engine.run(workflow);
			expect(Object.keys(again.nodes).at(-1)).toBe('Already There');
		});
	},
};

/** With an approval that comes at once, and a command that is started between the preview and it. */
async function cancelsWhatWasApproved(workflow: WorkflowJson): Promise<void> {
	const instances = instanceSpecs('ins-long', 3, { runMs: HOUR_MS });
	await onStage({ instances, rateLimit: false }, async (stage) => {
		const listed = [await start(stage, 'ins-long0001'), await start(stage, 'ins-long0002')];
		let later = '';
		const { reports, url, stop } = await startReceiver(async () => {
			later = await start(stage, 'ins-long0003');
		});
		// What is of any age would match, were it looked for again.
		const json = JSON.stringify(pointTo(url, workflow)).replaceAll('$now.minus', '$now.plus');
		const pointed: WorkflowJson = JSON.parse(json);
		const wait = pointed.nodes.find(({ name }) => name === 'Approved');
		Object.assign(wait ?? {}, { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} });

		const requests = await stage.requestsDuring(async () => {
			const { error, nodes } = await stage.engine.run(pointed).finally(stop);
			expect(error).toBeUndefined();
			expect(
				jsonOf(nodes['Cancel Them'][0].outputs[0]).map(({ invocationId, outcome }) => [
					invocationId,
					outcome,
				]),
			).toEqual(listed.toReversed().map((invocationId) => [invocationId, 'terminated']));
		});
		expect(reports).toHaveLength(1);
		const cancels = requests.filter(({ action }) => action === 'CancelInvocation');
		expect(cancels.map(({ params }) => params)).toEqual([
			{ InvocationId: listed[1], InstanceIds: ['ins-long0002'] },
			{ InvocationId: listed[0], InstanceIds: ['ins-long0001'] },
		]);
		const byId = { __rl: true, mode: 'id', value: later };
		const after = await stage.item({ operation: 'get', invocationId: byId });
		expect(after).toMatchObject({ invocationStatus: 'RUNNING' });
	});
}

/** Where the workflows report to, in place of a chat or an incident tool. */
async function startReceiver(beforeAnswer = async () => {}) {
	const reports: IDataObject[] = [];
	const server = createServer(async (request, response) => {
		const chunks = await request.toArray();
		reports.push(JSON.parse(Buffer.concat(chunks).toString()));
		await beforeAnswer();
		response.end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	return { reports, url, stop: () => server.close() };
}

/** The workflow with `url` in place of the example addresses in it. */
function pointTo(url: string, workflow: WorkflowJson): WorkflowJson {
	return JSON.parse(JSON.stringify(workflow).replace(/https:\/\/example\.com\/\w+/g, url));
}

async function onStage(options: EmulatorOptions, act: (stage: Stage) => Promise<void>) {
	const [key] = [{ secretId: 'example', secretKey: 'example-secret' }];
	const stage = await startStage({ keys: [key], ...options }, (endpoint) => ({
		tencentCloudAccount: { ...key, region: REGION, endpoint },
	}));
	await act(stage).finally(stage.stop);
}

async function start(stage: Stage, instanceIds: string): Promise<string> {
	const { invocationId } = await stage.item({
		operation: 'runCommand',
		content: 'true',
		instanceIds,
		options: { timeout: 86_400 },
	});
	return invocationId as string;
}

function read(file: string): WorkflowJson & { pinData?: object } {
	return JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
}

it.each(files)(
	'%s shows what it is there for',
	async (file) => {
		await SHOWN[file](read(file));
	},
	START_MS,
);

it.each(files)('%s names its credential, and holds no secret and no pinned data', (file) => {
	const workflow = read(file);
	const tatNodes = workflow.nodes.filter(({ type }) => !type.startsWith('n8n-nodes-base.'));
	expect(tatNodes.length).toBeGreaterThan(0);
	for (const { credentials } of tatNodes) {
		expect(credentials).toEqual({
			tencentCloudApi: { id: 'tencentCloudAccount', name: 'Tencent Cloud account' },
		});
	}
	expect(JSON.stringify(workflow)).not.toMatch(/secretKey|sessionToken/);
	expect(workflow.pinData ?? {}).toEqual({});
});
