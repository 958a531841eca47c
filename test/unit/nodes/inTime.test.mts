import { instanceSpecs, virtualClock } from '../../../emulator/server.mts';
import type { Interception, RecordedRequest } from '../../../emulator/server.mts';
import { FastTime } from './fastTime.mts';
import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const mockTime = new FastTime();
jest.mock('n8n-workflow', () => ({
	...jest.requireActual('n8n-workflow'),
	sleep: async (milliseconds: number, _signal?: AbortSignal) => await mockTime.sleep(milliseconds),
}));

// Real time on a busy machine; what is asserted is the time of the node.
jest.setTimeout(60_000);
const clock = virtualClock();
let stage: Stage;

beforeAll(async () => {
	stage = await startStage({
		clock,
		instances: [
			...instanceSpecs('ins-long', 4, { runMs: 3_600_000, output: 'working\n' }),
			...instanceSpecs('ins-quick', 4, { output: 'done\n' }),
			...instanceSpecs('ins-short', 1, { runMs: 3_600_000 }),
			...instanceSpecs('ins-deaf', 1, { runMs: 3_600_000, ignoresCancel: true }),
			...instanceSpecs('ins-many', 150, { runMs: 3_600_000, output: 'working\n' }),
		],
	});
	mockTime.start(() => stage.emulator.requests.length, clock);
}, START_MS);

afterEach(() => {
	stage.emulator.intercept = undefined;
});

afterAll(async () => {
	mockTime.stop();
	await stage.stop();
});

const ids = (prefix: string, count: number) =>
	instanceSpecs(prefix, count, {}).map(({ instanceId }) => instanceId);

async function start(instanceIds: string): Promise<string> {
	const { invocationId } = await stage.item({
		operation: 'runCommand',
		content: 'true',
		instanceIds,
		options: { timeout: 7200 },
	});
	return invocationId as string;
}

const refused = { code: 'RequestLimitExceeded', message: 'too many' };
const NEVER = { delayMs: 3_600_000 };
const isLook = ({ action }: RecordedRequest) => action.startsWith('Describe');
const cancel = (invocationId: string, options = {}) => ({
	operation: 'cancel',
	invocationId: byId(invocationId),
	options,
});

describe('look-ups', () => {
	it.each<[string, Interception]>([
		['throttled', refused],
		['without an answer', NEVER],
	])('%s hold a cancel back for a second at most, and the outcome stays true', async (_, fault) => {
		const invocationId = await start('ins-long0001');
		stage.emulator.intercept = (request) => {
			const isHeldBack = clock.now() < before + 20_000;
			return isLook(request) && isHeldBack ? fault : undefined;
		};
		const before = clock.now();
		const requests = await stage.requestsDuring(async () => {
			expect(await stage.item(cancel(invocationId))).toMatchObject({
				outcome: 'terminated',
				tasks: [{ statusBefore: null, statusAfter: 'TERMINATED', output: 'working\n' }],
			});
		});
		const sent = requests.find(({ action }) => action === 'CancelInvocation');
		expect((sent?.at ?? Infinity) - before).toBeLessThanOrEqual(1000);
	});

	it('that come in time in part tell what they can of the states before', async () => {
		const { outputs: started } = await stage.tat(
			{
				operation: 'runCommand',
				content: 'true',
				instanceIds: 'ins-long0001',
				options: { timeout: 7200 },
			},
			{ input: Array.from({ length: 101 }, () => ({})) },
		);
		let looks = 0;
		stage.emulator.intercept = ({ action }) =>
			action === 'DescribeInvocations' && ++looks === 2 ? NEVER : undefined;
		const { outputs } = await stage.tat(cancel('={{ $json.invocationId }}'), {
			input: jsonOf(started[0]),
		});
		const before = jsonOf(outputs[0]).map(
			({ tasks }) => (tasks as Array<{ statusBefore: string | null }>)[0].statusBefore,
		);
		expect(before.filter((status) => status === 'RUNNING').length).toBeGreaterThan(0);
		expect(before.filter((status) => status === null).length).toBeGreaterThan(0);
	});

	it('of many others in the queue hold a cancel back for a second at most', async () => {
		const invocationId = await start('ins-long0001');
		const get = { operation: 'get', invocationId: byId(invocationId) };
		const others = Array.from({ length: 100 }, async () => await stage.item(get));
		const before = clock.now();
		const requests = await stage.requestsDuring(async () => await stage.item(cancel(invocationId)));
		const sent = requests.find(({ action }) => action === 'CancelInvocation');
		expect((sent?.at ?? Infinity) - before).toBeLessThanOrEqual(1000);
		await Promise.all(others);
		expect(clock.now() - before).toBeGreaterThan(4000);
	});

	it.each<[string, Interception]>([
		['throttled', refused],
		['without an answer', NEVER],
		['failing', { status: 503 }],
	])(
		'%s for good do not prolong a time-out of 5 s by more than the look before and the last one',
		async (_, fault) => {
			const invocationId = await start('ins-long0001');
			stage.emulator.intercept = (request) => (isLook(request) ? fault : undefined);
			const taken = await mockTime.taken(async () => {
				const { error } = await stage.tat(cancel(invocationId, { timeout: 5 }));
				expect(error?.message).toMatch(
					new RegExp(`^Cancel of ${invocationId} was accepted .+ could not be read`),
				);
				// It was not that time-out that was up.
				expect(error?.description).not.toContain('Options > Request Timeout');
			});
			expect(taken).toBeLessThanOrEqual(1000 + 5000 + 5000 + 500);
		},
	);

	it('that begin to fail leave what was seen before', async () => {
		const invocationId = await start('ins-short0001, ins-deaf0001');
		let looks = 0;
		stage.emulator.intercept = (request) => (isLook(request) && ++looks > 3 ? refused : undefined);
		expect(await stage.item(cancel(invocationId, { timeout: 30 }))).toMatchObject({
			finished: false,
			outcome: 'mixed',
			tasks: [
				{ instanceId: 'ins-short0001', statusAfter: 'TERMINATED', output: null },
				{ instanceId: 'ins-deaf0001', statusAfter: 'CANCELLING', output: null },
			],
		});
	});
});

describe('an outage', () => {
	it.each([1500, 25_000])('of %i ms does not fail a cancel', async (outage) => {
		const invocationId = await start('ins-long0001');
		const end = clock.now() + outage;
		stage.emulator.intercept = () => (clock.now() < end ? 'drop' : undefined);
		expect(await stage.item(cancel(invocationId))).toMatchObject({ outcome: 'terminated' });
	});

	it('that lasts fails it after half a minute of trying', async () => {
		const invocationId = await start('ins-long0001');
		stage.emulator.intercept = () => 'drop';
		const taken = await mockTime.taken(async () => {
			const { error } = await stage.tat({ ...cancel(invocationId), waitForCompletion: false });
			expect(error?.message).toContain('NetworkError.ConnectionLost');
		});
		expect(taken).toBeGreaterThan(25_000);
		expect(taken).toBeLessThanOrEqual(30_000);
	});

	it('fails it sooner where the person does not wait as long', async () => {
		const invocationId = await start('ins-long0001');
		stage.emulator.intercept = ({ action }) => (action === 'CancelInvocation' ? 'drop' : undefined);
		const taken = await mockTime.taken(async () => {
			const { error } = await stage.tat(cancel(invocationId, { timeout: 5 }));
			expect(error?.message).toContain('NetworkError.ConnectionLost');
		});
		expect(taken).toBeLessThanOrEqual(6000);
	});
});

describe('outputs that cannot be read', () => {
	const isRead = ({ action }: RecordedRequest) => action === 'DescribeInvocationTasks';

	it('for a while are read after that', async () => {
		const invocationId = await start('ins-long0001');
		const end = clock.now() + 60_000;
		stage.emulator.intercept = (request) =>
			isRead(request) && clock.now() < end ? 'drop' : undefined;
		expect(await stage.item(cancel(invocationId, { timeout: 600 }))).toMatchObject({
			outcome: 'terminated',
			tasks: [{ output: 'working\n', exitCode: -1 }],
		});
	});

	it('at all leave the states, with the reason', async () => {
		const invocationId = await start('ins-long0001');
		stage.emulator.intercept = (request) => (isRead(request) ? { status: 503 } : undefined);
		const { outputs, hints } = await stage.tat(cancel(invocationId, { timeout: 60 }));
		expect(hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/could not be read on ins-long0001: .+HttpError\.503/),
			}),
		]);
		expect(outputs[0][0].json).toMatchObject({
			finished: true,
			outcome: 'terminated',
			tasks: [
				{
					statusAfter: 'TERMINATED',
					exitCode: null,
					output: null,
					outputError: expect.stringContaining('HttpError.503'),
				},
			],
		});
		expect(await stage.item({ operation: 'get', invocationId: byId(invocationId) })).toMatchObject({
			invocationStatus: 'CANCELLED',
			tasks: [{ status: 'TERMINATED', output: null, outputError: expect.any(String) }],
		});
	});

	it('for lack of a right leave the states of a run, at once', async () => {
		stage.emulator.intercept = (request) =>
			isRead(request) ? { code: 'UnauthorizedOperation.CamAuthFailed', message: 'no' } : undefined;
		const item = await stage.item({
			operation: 'runCommand',
			content: 'true',
			instanceIds: 'ins-quick0001',
			waitForCompletion: true,
		});
		expect(item).toMatchObject({
			status: 'SUCCESS',
			finished: true,
			output: null,
			outputError: expect.stringContaining('CamAuthFailed'),
		});
	});

	it('on one page do not cost those on the other', async () => {
		const invocationId = await start(ids('ins-many', 150).join(' '));
		stage.emulator.intercept = (request) =>
			isRead(request) && (request.params.InvocationTaskIds as string[]).length === 100
				? { status: 503 }
				: undefined;
		const { tasks } = await stage.item(cancel(invocationId, { timeout: 20 }));
		const outputs = (tasks as Array<{ output: string | null }>).map(({ output }) => output);
		expect(outputs).toEqual([...Array(100).fill(null), ...Array(50).fill('working\n')]);
	});

	it('in one answer are read in several', async () => {
		const invocationId = await start(ids('ins-many', 100).join(' '));
		stage.emulator.intercept = (request) =>
			isRead(request) && (request.params.InvocationTaskIds as string[]).length > 30
				? { code: 'ResponseSizeLimitExceeded', message: 'too large' }
				: undefined;
		const { tasks } = await stage.item(cancel(invocationId));
		expect((tasks as Array<{ output: string }>).every(({ output }) => output === 'working\n')).toBe(
			true,
		);
	});
});

it('lists outputs in smaller pages where one is too large', async () => {
	const invocationId = await start(ids('ins-many', 60).join(' '));
	stage.emulator.intercept = ({ action, params }) =>
		action === 'DescribeInvocationTasks' && Number(params.Limit) > 25
			? { code: 'ResponseSizeLimitExceeded', message: 'too large' }
			: undefined;
	const { outputs } = await stage.tat({
		operation: 'getTasks',
		invocationId: byId(invocationId),
		returnAll: true,
	});
	expect(jsonOf(outputs[0]).map(({ instanceId }) => instanceId)).toEqual(ids('ins-many', 60));
});

describe('rows of tasks', () => {
	/** TAT that shows the tasks one by one, the first at once and one more every 700 ms. */
	function late(): void {
		const started = clock.now();
		stage.emulator.intercept = ({ action }) =>
			action === 'DescribeInvocations'
				? {
						body: (answer) => {
							const parsed = JSON.parse(answer) as {
								Response: { InvocationSet?: Array<{ InvocationTaskBasicInfoSet: unknown[] }> };
							};
							const shown = 1 + Math.floor((clock.now() - started) / 700);
							for (const invocation of parsed.Response.InvocationSet ?? []) {
								invocation.InvocationTaskBasicInfoSet.splice(shown);
							}
							return JSON.stringify(parsed);
						},
					}
				: undefined;
	}
	const four = ids('ins-quick', 4);

	it('that come late are waited for, of a run', async () => {
		late();
		const { outputs } = await stage.tat({
			operation: 'runCommand',
			content: 'true',
			instanceIds: four.join(' '),
			waitForCompletion: true,
		});
		expect(jsonOf(outputs[0])).toMatchObject(
			four.map((instanceId) => ({ instanceId, status: 'SUCCESS', finished: true })),
		);
	});

	it('that come late are waited for, of a cancel', async () => {
		const long = ids('ins-long', 4);
		const invocationId = await start(long.join(' '));
		late();
		const { tasks } = await stage.item({
			...cancel(invocationId),
			instanceIds: long.join(' '),
		});
		expect(tasks).toMatchObject(
			long.map((instanceId) => ({ instanceId, statusAfter: 'TERMINATED' })),
		);
	});

	it('that never come do not hold it up to its time-out, and are said to be missing', async () => {
		stage.emulator.intercept = ({ action }) =>
			action === 'DescribeInvocations'
				? { body: (answer) => answer.replace(/\{"InvocationTaskId":"[^}]*ins-quick0002"\},?/, '') }
				: undefined;
		const taken = await mockTime.taken(async () => {
			const { outputs, hints } = await stage.tat({
				operation: 'runCommand',
				content: 'true',
				instanceIds: 'ins-quick0002 ins-quick0001',
				waitForCompletion: true,
				options: { timeout: 3600 },
			});
			expect(jsonOf(outputs[0])).toMatchObject([
				{ instanceId: 'ins-quick0002', status: null, finished: false },
				{ instanceId: 'ins-quick0001', status: 'SUCCESS', finished: true },
			]);
			expect(hints).toEqual([
				expect.objectContaining({ message: expect.stringContaining('ins-quick0002') }),
			]);
		});
		expect(taken).toBeLessThanOrEqual(20_000);
	});
});
