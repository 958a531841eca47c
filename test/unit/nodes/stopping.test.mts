import { createRequire } from 'node:module';
import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import type { Interception, RecordedRequest } from '../../../emulator/server.mts';
import { startStage, START_MS } from './stage.mts';
import type { Stage, StepOptions } from './stage.mts';

/** Pauses of the node pass this many times as fast, so that it soon gives up what it tries for a minute. */
const mockFaster = 20;
jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual('n8n-workflow');
	return {
		...actual,
		sleep: async (milliseconds: number, _signal?: AbortSignal) =>
			await actual.sleep(milliseconds / mockFaster),
	};
});

interface Line {
	level: string;
	message: string;
	metadata: IDataObject;
}

let stage: Stage;
/** What the node logs. */
let lines: Line[] = [];

beforeAll(async () => {
	const keys = [
		{ secretId: 'all', secretKey: 'all-secret' },
		{
			secretId: 'runner',
			secretKey: 'runner-secret',
			allow: ['RunCommand', 'DescribeInvocations', 'DescribeInvocationTasks'],
		},
	];
	stage = await startStage(
		{
			rateLimit: false,
			keys,
			instances: [
				...instanceSpecs('ins-long', 401, { runMs: Infinity }),
				...instanceSpecs('ins-deaf', 1, { runMs: Infinity, ignoresCancel: true }),
			],
		},
		(endpoint) => ({ runner: { ...keys[1], region: 'ap-guangzhou', endpoint } }),
	);
	const now = performance.now.bind(performance);
	jest.spyOn(performance, 'now').mockImplementation(() => now() * mockFaster);
	const { Logger } = createRequire(require.resolve('n8n-core'))('@n8n/backend-common');
	const log = Logger.prototype.log;
	jest.spyOn(Logger.prototype, 'log').mockImplementation(function (this: unknown, ...line) {
		const [level, message, metadata] = line as [string, string, IDataObject];
		// n8n itself logs the errors of nodes.
		if (message.startsWith('The workflow was stopped')) lines.push({ level, message, metadata });
		return log.apply(this, line);
	});
}, START_MS);

afterEach(() => {
	stage.emulator.intercept = undefined;
	lines = [];
});

afterAll(async () => {
	jest.restoreAllMocks();
	await stage.stop();
});

const LOST = { drop: true, afterProcessing: true };
const LATE = { dripMs: 300 };

/**
 * Runs a command, and stops the workflow at the first request with an action, when it has come to TAT.
 *
 * @param faults what the requests meet
 */
async function stoppedAt(
	action: string,
	parameters: IDataObject,
	faults: (request: RecordedRequest) => Interception = () => undefined,
	options: StepOptions = {},
): Promise<void> {
	const stop = new AbortController();
	stage.emulator.intercept = (request) => {
		if (request.action === action) stop.abort();
		return faults(request);
	};
	const run = {
		operation: 'runCommand',
		content: 'sleep 1d',
		waitForCompletion: true,
		...parameters,
		options: { timeout: 3600, ...(parameters.options as IDataObject) },
	};
	await stage.tat(run, { ...options, signal: stop.signal });
	expect(stop.signal.aborted).toBe(true);
}

/** So many lines, once they are there; n8n ends a stopped execution before the node does. */
async function logged(count: number): Promise<Line[]> {
	while (lines.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
	return lines;
}

/** Until no request came for a while. */
async function quiet(): Promise<void> {
	const { requests } = stage.emulator;
	for (let seen = -1; seen !== requests.length; ) {
		seen = requests.length;
		await new Promise((resolve) => setTimeout(resolve, 400));
	}
}

const newest = () => stage.emulator.invocations[0].invocationId;
const statuses = (index = 0) =>
	stage.emulator.invocations[index].tasks.map(({ timeline }) => timeline.at(-1)?.status);

it('says nothing where all was cancelled', async () => {
	await stoppedAt('DescribeInvocations', { instanceIds: 'ins-long0001' });
	await quiet();
	expect(statuses()).toEqual(['TERMINATED']);
	expect(lines).toEqual([]);
});

describe('what goes on after a stop is logged', () => {
	it('when the key may not cancel', async () => {
		await stoppedAt('DescribeInvocations', { instanceIds: 'ins-long0001' }, undefined, {
			credential: 'runner',
		});
		expect(await logged(1)).toEqual([
			{
				level: 'error',
				message: expect.stringMatching(
					new RegExp(
						`^The workflow was stopped, but ${newest()} in ap-guangzhou may go on: Cancel of ${newest()} in ap-guangzhou failed: .+\\(UnauthorizedOperation\\.CamAuthFailed, RequestId`,
					),
				),
				metadata: expect.objectContaining({
					nodeName: 'TAT',
					executionId: '1',
					invocationId: newest(),
					region: 'ap-guangzhou',
					code: 'UnauthorizedOperation.CamAuthFailed',
					requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
				}),
			},
		]);
	});

	it('when no cancel is answered', async () => {
		await stoppedAt('DescribeInvocations', { instanceIds: 'ins-long0001' }, ({ action }) =>
			action === 'CancelInvocation' ? 'drop' : undefined,
		);
		const [{ level, message, metadata }] = await logged(1);
		expect(level).toBe('error');
		expect(message).toMatch(/Whether it went through is not known; doing it again does no harm/);
		expect(metadata).toMatchObject({
			invocationId: newest(),
			code: 'NetworkError.ConnectionLost',
			requestId: null,
		});
	});

	it('when the cancel is accepted and does not take effect', async () => {
		await stoppedAt('DescribeInvocations', { instanceIds: 'ins-long0001, ins-deaf0001' });
		expect(await logged(1)).toEqual([
			{
				level: 'warn',
				message: `The workflow was stopped and the cancel of ${newest()} in ap-guangzhou accepted, but ins-deaf0001 (CANCELLING) was not over after 60 s`,
				metadata: expect.objectContaining({
					invocationId: newest(),
					code: 'Outcome.stillCancelling',
				}),
			},
		]);
	});

	it('when the stop came between the invocations of one item', async () => {
		const instanceIds = instanceSpecs('ins-long', 401, {}).map(({ instanceId }) => instanceId);
		let starts = 0;
		await stoppedAt(
			'RunCommand',
			{ instanceIds: instanceIds.join() },
			({ action }) => (action === 'RunCommand' && ++starts === 1 ? LATE : undefined),
			{ credential: 'runner' },
		);
		const [{ metadata }] = await logged(1);
		expect(starts).toBe(1);
		expect(metadata).toMatchObject({ invocationId: newest() });
	});

	it('when the stop came while several of them were being started, for each', async () => {
		const stop = new AbortController();
		let starts = 0;
		const instanceIds = instanceSpecs('ins-long', 401, {}).map(({ instanceId }) => instanceId);
		stage.emulator.intercept = ({ action }) => {
			if (action !== 'RunCommand') return undefined;
			if (++starts === 3) stop.abort();
			return starts === 2 ? LOST : undefined;
		};
		await stage.tat(
			{
				operation: 'runCommand',
				content: 'echo several',
				instanceIds: instanceIds.join(),
				waitForCompletion: true,
				options: { timeout: 3600 },
			},
			{ credential: 'runner', signal: stop.signal, onError: 'continueRegularOutput' },
		);
		const told = await logged(3);
		expect(told.map(({ metadata }) => metadata.code).sort()).toEqual([
			'NetworkError.ConnectionLost',
			'UnauthorizedOperation.CamAuthFailed',
			'UnauthorizedOperation.CamAuthFailed',
		]);
		const ids = told.map(({ metadata }) => metadata.invocationId);
		expect(new Set(ids).size).toBe(3);
	});

	it('when the answer to the start is lost as well', async () => {
		await stoppedAt(
			'RunCommand',
			{ content: 'echo lost', instanceIds: 'ins-long0001' },
			({ action }) => (action === 'RunCommand' ? LOST : undefined),
		);
		const [{ level, message, metadata }] = await logged(1);
		expect(level).toBe('error');
		expect(message).toMatch(
			/^The workflow was stopped while a command was being started, so it could not be cancelled: Run of a command on ins-long0001 .+ look for it with Get Many/,
		);
		expect(metadata).toMatchObject({ nodeName: 'TAT', code: 'NetworkError.ConnectionLost' });
	});
});

describe('two starts of the same, one of which never arrives', () => {
	const same = (content: string) => ({
		content,
		instanceIds: 'ins-long0001',
		options: { lookAfterLostAnswer: true },
	});

	it('and is stopped: the other one goes on', async () => {
		const script = same('echo two');
		let arrived = () => {};
		const first = new Promise<void>((resolve) => (arrived = resolve));
		let starts = 0;
		const faults = ({ action }: RecordedRequest): Interception => {
			if (action !== 'RunCommand') return undefined;
			arrived();
			// The first is made at once, and its answer comes late.
			return ++starts === 1 ? { dripMs: 500 } : 'drop';
		};
		stage.emulator.intercept = faults;
		const other = stage.item({ operation: 'runCommand', ...script });
		await first;
		const cancels = await stage.requestsDuring(async () => {
			await stoppedAt('RunCommand', script, faults);
			const [{ message }] = await logged(1);
			expect(message).toMatch(/so it could not be cancelled: .+ not found within some seconds$/);
			expect((await other).invocationId).toBe(newest());
		});
		expect(cancels.filter(({ action }) => action === 'CancelInvocation')).toEqual([]);
		expect(statuses()).not.toContain('TERMINATED');
	});

	it('with both answers lost: neither takes it, and a stop cancels nothing', async () => {
		const script = same('echo both lost');
		let starts = 0;
		const faults = ({ action }: RecordedRequest): Interception =>
			action === 'RunCommand' ? (++starts === 1 ? LOST : 'drop') : undefined;
		stage.emulator.intercept = faults;
		const other = stage.tat({ operation: 'runCommand', ...script });
		await stoppedAt('RunCommand', script, faults);
		const says = `may be ${newest()}, or not there: another step started the same`;
		const { error } = await other;
		expect(error?.message).toContain(says);
		expect(error?.description).toContain('Count with Get Many');
		const [{ message }] = await logged(1);
		expect(message).toContain(says);
		await quiet();
		expect(statuses()).not.toContain('TERMINATED');
	});
});
