import { gzipSync } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import type { Interception } from '../../../emulator/server.mts';
import { FastTime } from './fastTime.mts';
import { byId, jsonOf, startStage, START_MS, tatWorkflow } from './stage.mts';
import type { Stage, StepOptions } from './stage.mts';

const mockTime = new FastTime();
jest.mock('n8n-workflow', () => ({
	...jest.requireActual('n8n-workflow'),
	sleep: async (milliseconds: number, _signal?: AbortSignal) => await mockTime.sleep(milliseconds),
}));

const INVOCATION = 'inv-ib2lld37';
let stage: Stage;

beforeAll(async () => {
	stage = await startStage(
		{
			rateLimit: false,
			keys: [
				{ secretId: 'all', secretKey: 'all-secret' },
				{
					secretId: 'temporary',
					secretKey: 'temporary-secret',
					token: 'token of now',
					tokenExpired: true,
				},
				{ secretId: 'reader', secretKey: 'reader-secret', allow: ['DescribeInvocations'] },
			],
			instances: [
				...instanceSpecs('ins-long', 2, { runMs: 600_000 }),
				{ instanceId: 'ins-offline1', agent: {}, online: false },
			],
		},
		(endpoint) => {
			const good = { secretId: 'all', secretKey: 'all-secret', region: 'ap-guangzhou', endpoint };
			return {
				wrongId: { ...good, secretId: 'nobody' },
				wrongKey: { ...good, secretKey: 'not the secret' },
				expired: {
					...good,
					secretId: 'temporary',
					secretKey: 'temporary-secret',
					sessionToken: 'token of now',
				},
				reader: { ...good, secretId: 'reader', secretKey: 'reader-secret' },
				noRegion: { ...good, region: '' },
				zone: { ...good, region: 'ap-guangzhou-3' },
				noUrl: { ...good, endpoint: 'http://not a url' },
				path: { ...good, endpoint: `${endpoint}/tat` },
				plain: { ...good, endpoint: 'http://tat.example.com' },
				nothingThere: { ...good, endpoint: 'http://127.0.0.1:9' },
				noSuchHost: { ...good, endpoint: 'https://tat.nowhere.invalid' },
			};
		},
	);
	// What passes is tried again for half a minute.
	mockTime.start(() => stage.emulator.requests.length);
}, START_MS);

afterEach(() => {
	stage.emulator.intercept = undefined;
});

afterAll(async () => {
	mockTime.stop();
	await stage.stop();
});

const cancel = (more: IDataObject = {}): IDataObject => ({
	operation: 'cancel',
	invocationId: byId(INVOCATION),
	waitForCompletion: false,
	...more,
});

const runCommand = (more: IDataObject = {}): IDataObject => ({
	operation: 'runCommand',
	content: 'true',
	instanceIds: 'ins-long0001',
	...more,
});

async function failureOf(parameters: IDataObject, options?: StepOptions) {
	const { error } = await stage.tat(parameters, options);
	if (!error) throw new Error('It succeeded');
	return error;
}

describe('bad input, and nothing sent', () => {
	const ids = (value: unknown) => cancel({ invocationId: byId(value) });

	it.each<[string, IDataObject, StepOptions, string, string]>([
		['an empty invocation ID', ids(''), {}, 'No invocation ID is given', 'inv-ib2lld37'],
		['a number for an invocation ID', ids(7), {}, 'No invocation ID is given', 'inv-ib2lld37'],
		[
			'a malformed invocation ID',
			ids('inv-IB2'),
			{},
			'"inv-IB2" is not an invocation ID',
			'look like inv-ib2lld37',
		],
		[
			'the ID of a task',
			ids('invt-jqb5ejvq'),
			{},
			'"invt-jqb5ejvq" is the ID of one task (one instance) of an invocation',
			'inv-ib2lld37',
		],
		[
			'the ID of a command',
			ids('cmd-4wbcbcsa'),
			{},
			'"cmd-4wbcbcsa" is the ID of a command, not of one of its runs',
			'inv-ib2lld37',
		],
		[
			'a malformed instance ID among good ones',
			cancel({ instanceIds: 'ins-long0001, i-0abc, ins-long0002' }),
			{},
			'Not an instance ID: "i-0abc"',
			'ins-zcewfho0',
		],
		[
			'a region that is none',
			cancel({ options: { region: byId('Guangzhou') } }),
			{},
			'"Guangzhou" is not a region',
			'ap-guangzhou',
		],
		[
			'an availability zone',
			cancel(),
			{ credential: 'zone' },
			'"ap-guangzhou-3" is an availability zone, not a region',
			'ap-guangzhou,',
		],
		[
			'a region that resolves to nothing',
			cancel({ options: { region: byId('={{ $json.nothing }}') } }),
			{},
			'Region under Options is empty',
			'remove the option',
		],
		['no region', cancel(), { credential: 'noRegion' }, 'No region is set', 'Options > Region'],
		[
			'an endpoint that is no URL',
			cancel(),
			{ credential: 'noUrl' },
			'"http://not a url" is not a URL',
			'endpoint in the credential',
		],
		[
			'an endpoint with a path',
			cancel(),
			{ credential: 'path' },
			'has more than a host',
			'endpoint in the credential',
		],
		[
			'an endpoint without encryption',
			cancel(),
			{ credential: 'plain' },
			'http://tat.example.com is not encrypted',
			'endpoint in the credential',
		],
		[
			'an empty script',
			runCommand({ content: '={{ "  " }}' }),
			{},
			'The script is empty',
			'Script',
		],
		[
			'a script that is too long',
			runCommand({ content: `={{ "x".repeat(49153) }}` }),
			{},
			'Script has 49153 bytes, and at most 49152 can be sent',
			'file on the instances',
		],
		[
			'no instance to run on',
			runCommand({ instanceIds: '={{ [] }}' }),
			{},
			'No instance ID is given',
			'which instances',
		],
		[
			'a timeout that is none',
			runCommand({ options: { timeout: '={{ 1.5 }}' } }),
			{},
			'Timeout is 1.5',
			'Give a whole number from 1 to 86400.',
		],
		[
			'a waiting time that is none',
			cancel({ options: { timeout: '={{ "soon" }}' } }),
			{},
			'Timeout is "soon"',
			'Give a number from 0 to 86400.',
		],
		[
			'a request timeout of nothing',
			cancel({ options: { requestTimeout: '={{ 0 }}' } }),
			{},
			'Request Timeout is 0',
			'Give a number from 0.1 to 3600.',
		],
		[
			'a limit of nothing',
			{ operation: 'getAll', limit: '={{ 0 }}' },
			{},
			'Limit is 0',
			'Give a whole number of at least 1.',
		],
		[
			'a command ID that is none',
			{ operation: 'getAll', filters: { commandId: 'inv-ib2lld37' } },
			{},
			'"inv-ib2lld37" is the ID of an invocation',
			'cmd-4wbcbcsa',
		],
	])('%s', async (_what, parameters, options, message, hint) => {
		const requests = await stage.requestsDuring(async () => {
			const error = await failureOf(parameters, options);
			expect(error.message).toContain(message);
			expect(error.description).toContain(hint);
			expect(error.name).toBe('NodeOperationError');
			expect(error.context?.itemIndex).toBe(0);
		});
		expect(requests).toEqual([]);
	});

	it('is marked in the form already, where the ID is typed', async () => {
		const invocationId = { __rl: true, mode: 'id', value: 'invt-jqb5ejvq' };
		const typed = tatWorkflow(cancel({ invocationId }));
		await expect(stage.engine.run(typed, { input: [{}] })).rejects.toThrow(/issues/);
	});
});

describe('keys', () => {
	it.each([
		['wrongId', 'AuthFailure.SecretIdNotFound', 'the SecretId does not exist', 'API Keys'],
		['wrongKey', 'AuthFailure.SignatureFailure', 'the signature does not match', 'SecretKey again'],
		['expired', 'AuthFailure.TokenFailure', 'the session token is wrong or has expired', 'newly'],
		[
			'reader',
			'UnauthorizedOperation.CamAuthFailed',
			'this key has no permission for the action',
			'tat:CancelInvocation',
		],
	])('%s', async (credential, code, message, hint) => {
		const error = await failureOf(cancel(), { credential });
		expect(error.message).toContain(message);
		expect(error.message).toMatch(new RegExp(`\\(${code}, RequestId [0-9a-f-]{36}\\)$`));
		expect(error.description).toContain(hint);
		expect(error.description).not.toContain(code);
		expect(error.name).toBe('NodeApiError');
	});
});

describe('vendor errors', () => {
	it('name what was asked, what happened and the references', async () => {
		const error = await failureOf(cancel({ instanceIds: 'ins-long0001' }));
		expect(error.message).toMatch(
			/^Cancel of inv-ib2lld37 on ins-long0001 in ap-guangzhou failed: there is no such invocation \(ResourceNotFound\.InvocationNotFound, RequestId [0-9a-f-]{36}\)$/,
		);
		expect(error.description).toMatch(
			/^Check the ID and the region.+Tencent Cloud says: .+inv-ib2lld37((?!InvocationNotFound|RequestId).)+$/,
		);
	});

	it('say where in the form to put it right', async () => {
		const error = await failureOf(cancel());
		expect(error.description).toContain('Set it under Options > Region, or in the credential.');
	});

	it('name the offline instance of a run', async () => {
		const error = await failureOf(runCommand({ instanceIds: 'ins-long0001 ins-offline1' }));
		expect(error.message).toContain('the TAT agent of an instance is offline');
		expect(error.description).toContain('ins-offline1');
	});
});

describe('faults', () => {
	it.each<[string, Interception, string, string]>([
		[
			'HTML',
			{ body: '<html>Bad gateway</html>' },
			'the answer was not JSON',
			'InvalidAnswer.NotJson',
		],
		['nothing', { body: '' }, 'the answer was empty', 'InvalidAnswer.Empty'],
		['other JSON', { body: '{"ok":true}' }, 'not one of TAT', 'InvalidAnswer.NotTat'],
		['a JSON number', { body: '42' }, 'not one of TAT', 'InvalidAnswer.NotTat'],
		['HTTP 500', { status: 500, body: '<h1>Oops</h1>' }, 'answered with HTTP 500', 'HttpError.500'],
		['HTTP 404', { status: 404 }, 'answered with HTTP 404', 'HttpError.404'],
		[
			'a redirect',
			{ status: 302, headers: { Location: 'http://127.0.0.1:1/' } },
			'sends the request on to another address',
			'HttpError.302',
		],
		[
			'a dropped connection',
			'drop',
			'the connection was closed before an answer came',
			'NetworkError.ConnectionLost',
		],
		[
			'a damaged answer',
			{ body: (answer) => gzipSync(answer).fill(0, 15), headers: { 'Content-Encoding': 'gzip' } },
			'the answer was damaged on its way',
			'NetworkError.DamagedAnswer',
		],
	])('%s', async (_what, fault, message, code) => {
		stage.emulator.intercept = () => fault;
		const error = await failureOf(cancel());
		expect(error.message).toContain(`Cancel of ${INVOCATION} in ap-guangzhou failed: `);
		expect(error.message).toContain(message);
		expect(error.message).toContain(`(${code}`);
		expect(error.description).not.toContain(code);
		expect(error.name).toBe('NodeApiError');
	});

	it('a time-out', async () => {
		stage.emulator.intercept = () => ({ delayMs: 60_000 });
		const error = await failureOf(cancel({ options: { requestTimeout: 0.2 } }));
		expect(error.message).toMatch(
			/no answer came in time\. Whether .+ no harm \(NetworkError\.Timeout\)/,
		);
		expect(error.description).toContain('Options > Request Timeout');
	});

	it('a time-out while the answer trickles in', async () => {
		stage.emulator.intercept = () => ({ body: 'x'.repeat(100), dripMs: 1500 });
		const error = await failureOf(cancel({ options: { requestTimeout: 0.2 } }));
		expect(error.message).toMatch(
			/no answer came in time\. Whether .+ no harm \(NetworkError\.Timeout\)/,
		);
	});

	it.each([
		['nothingThere', 'nothing listens at the endpoint', 'NetworkError.ConnectionRefused'],
		['noSuchHost', 'the host of the endpoint has no address', 'NetworkError.HostNotFound'],
	])('%s', async (credential, message, code) => {
		const error = await failureOf(cancel(), { credential });
		expect(error.message).toContain(message);
		expect(error.message).toContain(code);
	});
});

describe('repeating', () => {
	/** Answers the first requests of an action with `fault`, then lets them through. */
	function failFirst(times: number, fault: Interception) {
		let left = times;
		stage.emulator.intercept = () => (left-- > 0 ? fault : undefined);
	}
	const actions = (requests: Stage['emulator']['requests']) => requests.map((r) => r.action);
	const refused = { code: 'RequestLimitExceeded', message: 'too many' };

	it('absorbs refusals of the rate limit, for a run as well', async () => {
		failFirst(2, refused);
		const requests = await stage.requestsDuring(async () => await stage.item(runCommand()));
		expect(actions(requests)).toEqual(['RunCommand', 'RunCommand', 'RunCommand']);
	});

	it.each<[string, Interception]>([
		['a lost answer', 'drop'],
		['HTTP 503', { status: 503 }],
		['an internal error', { code: 'InternalError', message: 'oops' }],
	])('repeats a cancel after %s', async (_what, fault) => {
		const { invocationId } = await stage.item(runCommand());
		failFirst(2, fault);
		const requests = await stage.requestsDuring(
			async () =>
				await stage.item({
					operation: 'cancel',
					invocationId: byId(invocationId),
					waitForCompletion: false,
				}),
		);
		expect(actions(requests)).toEqual(Array(3).fill('CancelInvocation'));
	});

	it('says of a cancel refused after a lost answer that it may have gone through', async () => {
		const { invocationId } = await stage.item(runCommand());
		const faults: Interception[] = [
			{ drop: true, afterProcessing: true },
			{ code: 'AuthFailure.TokenFailure', message: 'expired' },
		];
		stage.emulator.intercept = () => faults.shift();
		const error = await failureOf({
			operation: 'cancel',
			invocationId: byId(invocationId),
			waitForCompletion: false,
		});
		expect(error.message).toMatch(
			/^Cancel of inv-\S+ in ap-guangzhou failed: .+\. An attempt before it got no answer, and may have gone through \(AuthFailure\.TokenFailure, RequestId /,
		);
	});

	it('takes a refusal after a refused attempt for what it is', async () => {
		const faults: Interception[] = [refused];
		stage.emulator.intercept = () => faults.shift();
		const requests = await stage.requestsDuring(async () => {
			const error = await failureOf({
				resource: 'command',
				operation: 'delete',
				commandId: byId('cmd-00000000'),
			});
			expect(error.message).toContain('ResourceNotFound.CommandNotFound');
			expect(error.message).not.toContain('may have gone through');
		});
		expect(actions(requests)).toEqual(['DeleteCommand', 'DeleteCommand']);
	});

	it.each<[string, Interception]>([
		['a lost answer', { drop: true, afterProcessing: true }],
		['HTTP 502', { status: 502, afterProcessing: true }],
		['an internal error', { code: 'InternalError', message: 'oops' }],
	])('never repeats a run after %s, and says that it may have started', async (_what, fault) => {
		failFirst(1, fault);
		const requests = await stage.requestsDuring(async () => {
			const error = await failureOf(runCommand());
			expect(error.message).toContain('Whether it went through is not known');
			expect(error.message).toContain('the command may be running');
			expect(error.message).toContain('ins-long0001');
			expect(error.description).toMatch(/^Look with Get Many first, and do it again only if/);
			expect(error.description).not.toMatch(/try again/i);
		});
		expect(actions(requests)).toEqual(['RunCommand']);
	});

	it('does not doubt a run that never left', async () => {
		const error = await failureOf(runCommand(), { credential: 'nothingThere' });
		expect(error.message).not.toContain('not known');
	});

	it.each(['FailedOperation', 'InvalidParameterValue.Range', 'LimitExceeded'])(
		'does not repeat %s',
		async (code) => {
			failFirst(1, { code, message: 'no' });
			const requests = await stage.requestsDuring(async () => await failureOf(cancel()));
			expect(requests).toHaveLength(1);
		},
	);
});

describe('On Error', () => {
	const mixed = {
		operation: 'cancel',
		invocationId: byId('={{ $json.id }}'),
		waitForCompletion: false,
	};
	let input: IDataObject[];

	beforeAll(async () => {
		const good = [await stage.item(runCommand()), await stage.item(runCommand())];
		input = [
			{ id: good[0].invocationId, from: 'first' },
			{ id: 'inv-0000000000', from: 'second' },
			{ id: 'invt-jqb5ejvq', from: 'third' },
			{ id: good[1].invocationId, from: 'fourth' },
		];
	});

	it('Stop: ends the step with the error of the item', async () => {
		const { error, status } = await stage.tat(mixed, { input: input.toSpliced(2, 1) });
		expect(status).toBe('error');
		expect(error?.context?.itemIndex).toBe(1);
		expect(error?.message).toContain('inv-0000000000');
	});

	it('Stop: an item that cannot be sent ends the step before anything is', async () => {
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(mixed, { input });
			expect(error?.context?.itemIndex).toBe(2);
			expect(error?.message).toContain('invt-jqb5ejvq');
		});
		expect(requests).toEqual([]);
	});

	it('Continue: one item each, in order and linked, of error and details alone', async () => {
		const { outputs } = await stage.tat(mixed, { input, onError: 'continueRegularOutput' });
		const [first, second, third, fourth] = outputs[0];
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect([first.json.accepted, fourth.json.accepted]).toEqual([true, true]);
		expect(second.json).toEqual({
			error: expect.stringMatching(/^Cancel of inv-0000000000 in ap-guangzhou failed: /),
			details: {
				code: 'ResourceNotFound.InvocationNotFound',
				requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
				action: 'CancelInvocation',
				region: 'ap-guangzhou',
				hint: expect.stringContaining('Check the ID and the region'),
				retryable: false,
				ran: 'no',
			},
		});
		expect(third.json).toEqual({
			error: '"invt-jqb5ejvq" is the ID of one task (one instance) of an invocation',
			details: {
				code: 'InvalidInput',
				requestId: null,
				action: '',
				region: '',
				hint: expect.stringContaining('inv-ib2lld37'),
				retryable: false,
				ran: 'no',
			},
		});
	});

	it('Continue (using error output): good and bad part ways, and stay linked', async () => {
		const run = await stage.engine.run(tatWorkflow(mixed, 'continueErrorOutput'), { input });
		expect(jsonOf(run.nodes.After[0].outputs[0]).map((json) => json.invocationId)).toEqual([
			input[0].id,
			input[3].id,
		]);
		const errors = run.nodes.Errors[0].outputs[0];
		expect(jsonOf(errors)).toEqual([
			{ ...input[1], error: expect.any(String), details: expect.any(Object) },
			{ ...input[2], error: expect.any(String), details: expect.any(Object) },
		]);
	});

	it('a stopped execution is no error of an item', async () => {
		const stop = new AbortController();
		stage.emulator.intercept = () => {
			stop.abort();
			return { delayMs: 10_000 };
		};
		const run = await stage.engine.run(tatWorkflow(mixed, 'continueRegularOutput'), {
			input,
			signal: stop.signal,
		});
		expect(run.status).toBe('canceled');
		expect(run.nodes.After).toBeUndefined();
	});
});
