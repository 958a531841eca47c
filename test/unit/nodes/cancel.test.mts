import { instanceSpecs } from '../../../emulator/server.mts';
import { byId, jsonOf, startStage, START_MS, tatWorkflow } from './stage.mts';
import type { Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await startStage({
		instances: [
			...instanceSpecs('ins-real', 3, 'bash'),
			...instanceSpecs('ins-quick', 2, { output: 'done\n' }),
			...instanceSpecs('ins-long', 2, { runMs: 600_000, output: 'working\n' }),
			...instanceSpecs('ins-slow', 2, { deliverMs: 600_000 }),
			...instanceSpecs('ins-deaf', 1, { runMs: 600_000, ignoresCancel: true }),
			...instanceSpecs('ins-linger', 1, { runMs: 600_000, cancelMs: 1200 }),
			...instanceSpecs('ins-many', 200, { runMs: 600_000 }),
		],
	});
}, START_MS);

afterAll(async () => await stage.stop());

async function start(instanceIds: string, content = 'true') {
	const { invocationId } = await stage.item({
		operation: 'runCommand',
		content,
		instanceIds,
		options: { timeout: 3600 },
	});
	return invocationId as string;
}

/** Starts a command and waits until it runs, or is over, where it ever will be: not on ins-slow. */
async function running(instanceIds: string, content?: string) {
	const id = await start(instanceIds, content);
	for (;;) {
		const { tasks } = await stage.item({ operation: 'get', invocationId: byId(id) });
		const waitedFor = (tasks as Array<Record<string, string>>).filter(
			({ instanceId }) => !instanceId.startsWith('ins-slow'),
		);
		const ready = waitedFor.every(({ status, output }) =>
			content ? output !== '' : !['PENDING', 'DELIVERING'].includes(status),
		);
		if (ready) return id;
	}
}

describe('without waiting', () => {
	it('answers what was accepted, with one request', async () => {
		const id = await running('ins-long0001');
		const requests = await stage.requestsDuring(async () => {
			expect(
				await stage.item({
					operation: 'cancel',
					invocationId: byId(id),
					instanceIds: 'ins-long0001',
					waitForCompletion: false,
				}),
			).toEqual({
				invocationId: id,
				instanceIds: ['ins-long0001'],
				region: 'ap-guangzhou',
				accepted: true,
				requestIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
			});
		});
		expect(requests.map(({ action, params }) => ({ action, params }))).toEqual([
			{
				action: 'CancelInvocation',
				params: { InvocationId: id, InstanceIds: ['ins-long0001'] },
			},
		]);
	});

	it('leaves InstanceIds out when none are given', async () => {
		const id = await running('ins-long0001');
		const [request] = await stage.requestsDuring(
			async () =>
				await stage.item({
					operation: 'cancel',
					invocationId: byId(id),
					waitForCompletion: false,
				}),
		);
		expect(request.params).toEqual({ InvocationId: id });
	});
});

describe('waiting', () => {
	it('says what was killed and what it had printed, of scripts that really run', async () => {
		const instances = 'ins-real0001, ins-real0002 ins-real0003';
		const id = await running(instances, 'echo "started 启动 🚀"; sleep 600; echo never');
		const answer = await stage.item({
			operation: 'cancel',
			invocationId: byId(id),
			instanceIds: '',
		});
		expect(answer).toMatchObject({
			invocationId: id,
			instanceIds: ['ins-real0001', 'ins-real0002', 'ins-real0003'],
			accepted: true,
			finished: true,
			invocationStatus: 'CANCELLED',
			outcome: 'terminated',
			counts: { cancelled: 0, terminated: 3, alreadyFinished: 0, stillCancelling: 0 },
		});
		expect(answer.tasks).toHaveLength(3);
		for (const task of answer.tasks as object[]) {
			expect(task).toEqual({
				invocationTaskId: expect.stringMatching(/^invt-/),
				instanceId: expect.stringMatching(/^ins-real000[123]$/),
				statusBefore: 'RUNNING',
				statusAfter: 'TERMINATED',
				outcome: 'terminated',
				exitCode: -1,
				output: 'started 启动 🚀\n',
				outputTruncated: false,
				startTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
				endTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			});
		}
	});

	it('tells apart what was killed, never started and over before', async () => {
		const id = await running('ins-long0001, ins-quick0001, ins-slow0001');
		const answer = await stage.item({ operation: 'cancel', invocationId: byId(id) });
		expect(answer).toMatchObject({
			finished: true,
			outcome: 'mixed',
			counts: { cancelled: 1, terminated: 1, alreadyFinished: 1, stillCancelling: 0 },
		});
		const outcomes = Object.fromEntries(
			(answer.tasks as Array<Record<string, string>>).map((task) => [
				task.instanceId,
				[task.statusAfter, task.outcome],
			]),
		);
		expect(outcomes).toEqual({
			'ins-long0001': ['TERMINATED', 'terminated'],
			'ins-quick0001': ['SUCCESS', 'alreadyFinished'],
			'ins-slow0001': ['CANCELLED', 'cancelled'],
		});
	});

	it('calls a task that an earlier cancel killed already finished', async () => {
		const id = await running('ins-long0001');
		await stage.item({ operation: 'cancel', invocationId: byId(id) });
		expect(await stage.item({ operation: 'cancel', invocationId: byId(id) })).toMatchObject({
			outcome: 'alreadyFinished',
			tasks: [{ statusBefore: 'TERMINATED', statusAfter: 'TERMINATED' }],
		});
	});

	it('waits only for the instances asked for, and reports only those', async () => {
		const id = await running('ins-long0001, ins-long0002');
		expect(
			await stage.item({
				operation: 'cancel',
				invocationId: byId(id),
				instanceIds: 'ins-long0002',
			}),
		).toMatchObject({
			finished: true,
			invocationStatus: 'RUNNING',
			outcome: 'terminated',
			tasks: [{ instanceId: 'ins-long0002' }],
		});
		const { tasks } = await stage.item({ operation: 'get', invocationId: byId(id) });
		expect(
			Object.fromEntries(
				(tasks as Array<Record<string, string>>).map((task) => [task.instanceId, task.status]),
			),
		).toEqual({ 'ins-long0001': 'RUNNING', 'ins-long0002': 'TERMINATED' });
	});

	it('waits while CANCELLING lasts', async () => {
		const id = await running('ins-linger0001');
		expect(await stage.item({ operation: 'cancel', invocationId: byId(id) })).toMatchObject({
			finished: true,
			outcome: 'terminated',
		});
	});

	it('answers the partial result at the time-out, with a hint', async () => {
		const id = await running('ins-deaf0001, ins-long0001');
		const { outputs, hints } = await stage.tat({
			operation: 'cancel',
			invocationId: byId(id),
			options: { timeout: 1 },
		});
		expect(outputs[0][0].json).toMatchObject({
			accepted: true,
			finished: false,
			invocationStatus: 'CANCELLING',
			outcome: 'mixed',
			counts: { terminated: 1, stillCancelling: 1 },
		});
		expect(hints).toEqual([
			expect.objectContaining({
				message: expect.stringContaining(`Tasks not over at the time-out: ${id} (1).`),
			}),
		]);
	});

	it('reads the tasks of 200 instances, page by page', async () => {
		const ids = Array.from(
			{ length: 200 },
			(_, index) => `ins-many${String(index + 1).padStart(4, '0')}`,
		);
		const id = await running(ids.join('\n'));
		const answer = await stage.item({ operation: 'cancel', invocationId: byId(id) });
		expect(answer).toMatchObject({ outcome: 'terminated', counts: { terminated: 200 } });
		expect((answer.tasks as Array<{ instanceId: string }>).map((t) => t.instanceId).sort()).toEqual(
			ids,
		);
	});

	it('still cancels when the look-up before is not allowed, and says what is missing after', async () => {
		const id = await running('ins-long0001');
		stage.emulator.intercept = ({ action }) =>
			action === 'DescribeInvocations'
				? { code: 'UnauthorizedOperation.CamAuthFailed', message: 'no right to describe' }
				: undefined;
		const { error } = await stage.tat({ operation: 'cancel', invocationId: byId(id) });
		stage.emulator.intercept = undefined;
		expect(error?.message).toMatch(
			new RegExp(`^Cancel of ${id} was accepted \\(RequestId .+could not be read.+CamAuthFailed`),
		);
		expect(await stage.item({ operation: 'get', invocationId: byId(id) })).toMatchObject({
			invocationStatus: 'CANCELLED',
		});
	});

	it('outlives a passing fault of the network while it waits', async () => {
		const id = await running('ins-linger0001');
		let looks = 0;
		stage.emulator.intercept = ({ action }) =>
			action === 'DescribeInvocations' && [2, 3, 4].includes(++looks) ? 'drop' : undefined;
		expect(await stage.item({ operation: 'cancel', invocationId: byId(id) })).toMatchObject({
			outcome: 'terminated',
		});
		stage.emulator.intercept = undefined;
		expect(looks).toBeGreaterThan(4);
	});

	it('stops at once when the execution is stopped', async () => {
		const id = await running('ins-deaf0001');
		const stop = new AbortController();
		const requests = await stage.requestsDuring(async () => {
			stage.emulator.intercept = ({ action }) => {
				if (action === 'CancelInvocation') stop.abort();
				return undefined;
			};
			await stage.engine
				.run(
					tatWorkflow({
						operation: 'cancel',
						invocationId: byId(id),
					}),
					{ input: [{}], signal: stop.signal },
				)
				.then(({ status }) => expect(status).toBe('canceled'));
			stage.emulator.intercept = undefined;
		});
		expect(requests.map(({ action }) => action)).toEqual([
			'DescribeInvocations',
			'CancelInvocation',
		]);
	});
});

describe('items', () => {
	it('answers each item with its own, linked to it', async () => {
		const ids = [await running('ins-long0001'), await running('ins-long0002')];
		const { outputs } = await stage.tat(
			{ operation: 'cancel', invocationId: byId('={{ $json.id }}') },
			{ input: ids.map((id) => ({ id })) },
		);
		expect(jsonOf(outputs[0]).map(({ invocationId }) => invocationId)).toEqual(ids);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('takes instance IDs from an expression that gives an array', async () => {
		const id = await running('ins-long0001, ins-long0002');
		const [request] = await stage.requestsDuring(
			async () =>
				await stage.item(
					{
						operation: 'cancel',
						invocationId: byId(id),
						instanceIds: '={{ $json.instances }}',
						waitForCompletion: false,
					},
					{ input: [{ instances: ['ins-long0002', ' ins-long0001', 'ins-long0002', ''] }] },
				),
		);
		expect(request.params).toMatchObject({ InstanceIds: ['ins-long0002', 'ins-long0001'] });
	});

	it('takes the invocation chosen from the list', async () => {
		const id = await running('ins-long0001');
		expect(
			await stage.item({
				operation: 'cancel',
				invocationId: { __rl: true, mode: 'list', value: id, cachedResultName: 'x' },
			}),
		).toMatchObject({ invocationId: id, outcome: 'terminated' });
	});
});
