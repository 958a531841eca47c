import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs, virtualClock } from '../../../emulator/server.mts';
import type { RecordedRequest } from '../../../emulator/server.mts';
import { FastTime } from './fastTime.mts';
import { byId, startStage, START_MS, tatWorkflow } from './stage.mts';
import type { Stage } from './stage.mts';

const mockTime = new FastTime();
jest.mock('n8n-workflow', () => ({
	...jest.requireActual('n8n-workflow'),
	sleep: async (milliseconds: number, _signal?: AbortSignal) => await mockTime.sleep(milliseconds),
}));

const ARN = 'qcs::cam::uin/100000000001:roleName/';
const TYPE = 'n8n-nodes-tencent-tat.tencentTat';
const SECRETS = /caller secret|external-4711/;
const TWO_HOURS_MS = 7_200_000;
const realNow = Date.now;

const clock = virtualClock();
let stage: Stage;

const role = (endpoint: string, more: IDataObject = {}): IDataObject => ({
	secretId: 'caller',
	secretKey: 'caller secret',
	region: 'ap-guangzhou',
	endpoint,
	assumeRole: true,
	roleArn: `${ARN}n8n`,
	...more,
});

const options = {
	rateLimit: false,
	keys: [
		{ secretId: 'caller', secretKey: 'caller secret', allow: ['AssumeRole'] },
		{ secretId: 'temporary', secretKey: 'caller secret', token: 'of a session' },
	],
	roles: [
		{ arn: `${ARN}n8n` },
		{ arn: `${ARN}external`, externalId: 'external-4711' },
		{ arn: `${ARN}trusting`, trusted: ['nobody'] },
		{ arn: `${ARN}reader`, allow: ['DescribeInvocations', 'DescribeInvocationTasks'] },
	],
	instances: instanceSpecs('ins-quick', 2, {}),
};

beforeAll(async () => {
	stage = await startStage({ ...options, clock }, (endpoint) => ({
		role: role(endpoint),
		// each with a session of its own, so with keys of its own
		parallel: role(endpoint, { roleSessionName: 'parallel' }),
		expiring: role(endpoint, { roleSessionName: 'expiring' }),
		renewed: role(endpoint, { roleSessionName: 'renewed' }),
		refused: role(endpoint, { roleSessionName: 'refused' }),
		trickling: role(endpoint, { roleSessionName: 'trickling' }),
		stopped: role(endpoint, { roleSessionName: 'stopped' }),
		searching: role(endpoint, { roleSessionName: 'searching' }),
		busy: role(endpoint, { roleSessionName: 'busy' }),
		faulty: role(endpoint, { roleSessionName: 'faulty' }),
		short: role(endpoint, { roleSessionName: 'short', durationSeconds: 900 }),
		external: role(endpoint, { roleArn: `${ARN}external`, externalId: ' external-4711 ' }),
		session: role(endpoint, { secretId: 'temporary', sessionToken: 'of a session' }),
		reader: role(endpoint, { roleArn: `${ARN}reader` }),
		off: role(endpoint, { assumeRole: false, roleArn: 'none' }),
		noSuchRole: role(endpoint, { roleArn: `${ARN}nobody` }),
		untrusted: role(endpoint, { roleArn: `${ARN}trusting` }),
		noExternalId: role(endpoint, { roleArn: `${ARN}external` }),
		wrongKey: role(endpoint, { secretKey: 'wrong secret' }),
		nothingThere: role('http://127.0.0.1:9'),
		noArn: role(endpoint, { roleArn: '' }),
		otherArn: role(endpoint, { roleArn: 'arn:aws:iam::1:role/x' }),
		badName: role(endpoint, { roleSessionName: 'n 8 n' }),
		badExternalId: role(endpoint, { externalId: 'x' }),
		tooLong: role(endpoint, { durationSeconds: 43_201 }),
	}));
}, START_MS);

afterEach(() => {
	stage.emulator.intercept = undefined;
	jest.restoreAllMocks();
});

afterAll(async () => await stage.stop());

const list = { operation: 'getAll', limit: 5 };
const run = { operation: 'runCommand', content: 'true', instanceIds: 'ins-quick0001' };
/** Has it be so many milliseconds later, but for the emulator's clock, by which the keys live. */
function later(milliseconds: number): void {
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + milliseconds);
}

const actionsOf = (requests: RecordedRequest[]) => requests.map(({ action }) => action);

/** What was asked for, and how it was answered, while a step ran that has to succeed. */
async function asked(credential: string, parameters: IDataObject = list) {
	const requests = await stage.requestsDuring(async () => {
		const { error } = await stage.tat(parameters, { credential });
		if (error) throw error;
	});
	return requests.map(({ action, errorCode }) => (errorCode ? `${action} ${errorCode}` : action));
}

async function failureOf(credential: string, parameters: IDataObject = list) {
	const { error } = await stage.tat(parameters, { credential });
	if (!error) throw new Error('It succeeded');
	expect(JSON.stringify([error, error.message, error.description, error.stack])).not.toMatch(
		SECRETS,
	);
	return error;
}

describe('the keys of a role', () => {
	it('are asked for once for 50 items at the same time, and sign what follows', async () => {
		const input = Array.from({ length: 50 }, () => ({}));
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(run, { credential: 'parallel', input });
			expect(error).toBeUndefined();
		});
		const [first, ...others] = requests;
		expect(first).toMatchObject({
			action: 'AssumeRole',
			secretId: 'caller',
			region: 'ap-guangzhou',
			params: { RoleArn: `${ARN}n8n`, RoleSessionName: 'parallel', DurationSeconds: 7200 },
		});
		expect(new Set(actionsOf(others))).toEqual(new Set(['RunCommand']));
		expect(others).toHaveLength(50);
		expect(new Set(others.map(({ secretId }) => secretId)).size).toBe(1);
		expect(others[0].secretId).not.toBe('caller');
	});

	it('serve the next executions', async () => {
		expect(await asked('role')).toEqual(['AssumeRole', 'DescribeInvocations']);
		expect(await asked('role')).toEqual(['DescribeInvocations']);
	});

	it.each<[string, IDataObject]>([
		['external', { ExternalId: 'external-4711' }],
		['short', { DurationSeconds: 900 }],
		['session', { RoleSessionName: 'n8n' }],
	])('are asked for as the credential says: %s', async (credential, params) => {
		const requests = await stage.requestsDuring(async () => {
			await asked(credential);
		});
		expect(actionsOf(requests)).toEqual(['AssumeRole', 'DescribeInvocations']);
		expect(requests[0].params).toMatchObject(params);
	});

	it('are not asked for when the credential does not say so', async () => {
		const { error } = await stage.tat(list, { credential: 'off' });
		expect(error?.message).toContain('this key has no permission');
	});

	it('may do what the role may', async () => {
		expect(await asked('reader')).toEqual(['AssumeRole', 'DescribeInvocations']);
		const error = await failureOf('reader', run);
		expect(error.message).toContain('UnauthorizedOperation.CamAuthFailed');
	});

	it('are renewed before they expire, and while STS is out of order serve until then', async () => {
		const both = ['AssumeRole', 'DescribeInvocations'];
		expect(await asked('renewed')).toEqual(both);
		later(TWO_HOURS_MS - 310_000);
		expect(await asked('renewed')).toEqual(['DescribeInvocations']);

		stage.emulator.intercept = ({ action }) =>
			action === 'AssumeRole' ? { status: 503 } : undefined;
		later(TWO_HOURS_MS - 290_000);
		expect(await asked('renewed')).toEqual(both);
		expect(await asked('renewed')).toEqual(['DescribeInvocations']);
		later(TWO_HOURS_MS - 200_000);
		expect(await asked('renewed')).toEqual(both);

		later(TWO_HOURS_MS + 1000);
		mockTime.start(() => stage.emulator.requests.length);
		const error = await failureOf('renewed').finally(() => mockTime.stop());
		expect(error.message).toContain('could not be assumed: the endpoint answered with HTTP 503');

		stage.emulator.intercept = undefined;
		later(TWO_HOURS_MS - 130_000);
		expect(await asked('renewed')).toEqual(both);
	});

	it('are not waited for without end, however slowly the answer trickles in', async () => {
		stage.emulator.intercept = ({ action }) =>
			action === 'AssumeRole' ? { dripMs: 60_000 } : undefined;
		mockTime.start(() => stage.emulator.requests.length);
		const { message, description } = await failureOf('trickling').finally(() => mockTime.stop());
		stage.emulator.intercept = undefined;
		expect(message).toMatch(/could not be assumed: no answer came in time/);
		// That of STS is fixed.
		expect(description).not.toContain('Options > Request Timeout');
	});

	it('are renewed when the API takes them for expired, and nothing runs twice', async () => {
		await asked('expiring');
		clock.advance(TWO_HOURS_MS);
		const input = Array.from({ length: 8 }, () => ({}));
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(run, { credential: 'expiring', input });
			expect(error).toBeUndefined();
		});
		const count = (action: string, code?: string) =>
			requests.filter((request) => request.action === action && request.errorCode === code).length;
		expect(count('AssumeRole')).toBe(1);
		expect(count('RunCommand')).toBe(8);
		expect(count('RunCommand', 'AuthFailure.TokenFailure')).toBe(requests.length - 9);
		expect(count('RunCommand', 'AuthFailure.TokenFailure')).toBeGreaterThan(0);
	});

	it('are renewed once, and not for ever', async () => {
		stage.emulator.intercept = ({ action }) =>
			action === 'AssumeRole' ? undefined : { code: 'AuthFailure.TokenFailure', message: 'No.' };
		const requests = await stage.requestsDuring(async () => {
			const error = await failureOf('refused');
			expect(error.message).toContain('AuthFailure.TokenFailure');
		});
		const both = ['AssumeRole', 'DescribeInvocations'];
		expect(actionsOf(requests)).toEqual([...both, ...both]);
	});

	it('are had for the lists in the editor', async () => {
		const form = { credentials: { tencentCloudApi: { id: 'searching', name: 'searching' } } };
		const requests = await stage.requestsDuring(async () => {
			for (const method of ['searchInvocations', 'searchRegions']) {
				const { results } = await stage.engine.listSearch(TYPE, method, form);
				expect(results.length).toBeGreaterThan(0);
			}
		});
		expect(actionsOf(requests)).toEqual(['AssumeRole', 'DescribeInvocations', 'DescribeRegions']);
	});
});

describe('without keys', () => {
	it.each([
		[
			'noSuchRole',
			'ResourceNotFound.RoleNotFound',
			`the role ${ARN}nobody could not be assumed: there is no such role`,
			'Copy the Role ARN again',
		],
		[
			'untrusted',
			'UnauthorizedOperation',
			`the role ${ARN}trusting could not be assumed: this key may not assume it`,
			'Allow sts:AssumeRole',
		],
		[
			'noExternalId',
			'UnauthorizedOperation',
			`the role ${ARN}external could not be assumed: this key may not assume it`,
			'External ID',
		],
		[
			'wrongKey',
			'AuthFailure.SignatureFailure',
			`the role ${ARN}n8n could not be assumed: the signature does not match`,
			'SecretKey again',
		],
	])('%s says so, and nothing else is sent', async (credential, code, message, hint) => {
		const requests = await stage.requestsDuring(async () => {
			const error = await failureOf(credential, run);
			expect(error.message).toContain(
				`Run of a command on ins-quick0001 in ap-guangzhou failed: ${message}`,
			);
			expect(error.message).toMatch(new RegExp(`\\(${code}, RequestId [0-9a-f-]{36}\\)$`));
			expect(error.description).toContain(hint);
			expect(error.name).toBe('NodeApiError');
		});
		expect(actionsOf(requests)).toEqual(['AssumeRole']);
	});

	it('the lists in the editor say so', async () => {
		const form = { credentials: { tencentCloudApi: { id: 'untrusted', name: 'untrusted' } } };
		await expect(stage.engine.listSearch(TYPE, 'searchInvocations', form)).rejects.toThrow(
			/could not be assumed: this key may not assume it .+Allow sts:AssumeRole/,
		);
	});

	it('an error item has code and RequestId of STS', async () => {
		const { outputs } = await stage.tat(run, {
			credential: 'untrusted',
			onError: 'continueErrorOutput',
		});
		expect(outputs[1][0].json.details).toMatchObject({
			code: 'UnauthorizedOperation',
			requestId: stage.emulator.requests.at(-1)?.requestId,
			action: 'RunCommand',
			retryable: false,
		});
	});

	it('a fault of the network is one of asking for the role, and nothing was run', async () => {
		const error = await failureOf('nothingThere', run);
		expect(error.message).toContain(
			`the role ${ARN}n8n could not be assumed: nothing listens at the endpoint`,
		);
		expect(error.message).not.toContain('Whether it went through');
	});

	it.each([
		['no keys', { body: '{"Response":{"RequestId":"r-1"}}' }, 'the answer has no keys in it'],
		['HTML', { body: '<html></html>' }, 'the answer was not JSON'],
		['a redirect', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }, 'HTTP 302'],
	])('an answer of STS with %s is one', async (_, fault, meaning) => {
		stage.emulator.intercept = ({ action }) => (action === 'AssumeRole' ? fault : undefined);
		const error = await failureOf('faulty', run);
		expect(error.message).toContain(`the role ${ARN}n8n could not be assumed:`);
		expect(error.message).toContain(meaning);
	});

	it('STS is asked again when it is busy', async () => {
		let refusals = 1;
		stage.emulator.intercept = ({ action }) =>
			action === 'AssumeRole' && refusals-- > 0
				? { code: 'RequestLimitExceeded', message: 'Slower.' }
				: undefined;
		expect(await asked('busy', run)).toEqual([
			'AssumeRole RequestLimitExceeded',
			'AssumeRole',
			'RunCommand',
		]);
	});

	it('nothing is run when the execution is stopped meanwhile', async () => {
		const stop = new AbortController();
		stage.emulator.intercept = ({ action }) => {
			if (action !== 'AssumeRole') return undefined;
			stop.abort();
			return { delayMs: 300 };
		};
		const requests = await stage.requestsDuring(async () => {
			const { status } = await stage.engine.run(tatWorkflow(run, 'stopWorkflow', 'stopped'), {
				input: [{}],
				signal: stop.signal,
			});
			expect(status).toBe('canceled');
			stage.emulator.intercept = undefined;
			// the keys were still to come, and would have let it out
			await asked('stopped', { operation: 'get', invocationId: byId('inv-ib2lld37') }).catch(
				() => {},
			);
		});
		expect(actionsOf(requests)).not.toContain('RunCommand');
		expect(actionsOf(requests).filter((action) => action === 'AssumeRole')).toHaveLength(1);
	});

	it.each([
		['noArn', 'Role ARN in the credential is empty. Give one such as qcs::cam::uin/'],
		['otherArn', 'Role ARN in the credential is "arn:aws:iam::1:role/x". Give one such as'],
		['badName', 'Role Session Name in the credential is "n 8 n". Give 2 to 128 letters'],
		['badExternalId', 'External ID in the credential is "x". Give 2 to 128 letters'],
		['tooLong', 'Duration in the credential is "43201". Give a whole number of seconds from 1'],
	])('%s is refused before anything is sent', async (credential, message) => {
		const requests = await stage.requestsDuring(async () => {
			const error = await failureOf(credential);
			expect(error.message).toContain(message);
			expect(error.description).toBe(
				'Correct the role in the credential, or turn Assume Role off.',
			);
		});
		expect(requests).toEqual([]);
	});
});
