import { startEmulator, virtualClock } from '../../../emulator/server.mts';
import type { Emulator } from '../../../emulator/server.mts';
import { startEngine } from '../../engine/engine.mts';
import type { Engine } from '../../engine/engine.mts';
import { nodesBase } from '../../engine/nodesBase.mts';

const TYPE = 'tencentCloudApi';
const ARN = 'qcs::cam::uin/100000000001:roleName/';
const TWO_HOURS_MS = 7_200_000;
const SECRETS = /caller secret|external-4711/;
const OK = { status: 'OK', message: 'Connection successful!' };

const clock = virtualClock();
let emulator: Emulator;
let engine: Engine;

const role = (more: Record<string, string | number> = {}) => ({
	secretId: 'caller',
	secretKey: 'caller secret',
	region: 'ap-guangzhou',
	endpoint: emulator.endpoint,
	assumeRole: true,
	roleArn: `${ARN}n8n`,
	...more,
});

beforeAll(async () => {
	emulator = await startEmulator({
		clock,
		rateLimit: false,
		keys: [{ secretId: 'caller', secretKey: 'caller secret', allow: ['AssumeRole'] }],
		roles: [
			{ arn: `${ARN}n8n` },
			{ arn: `${ARN}external`, externalId: 'external-4711' },
			{ arn: `${ARN}powerless`, allow: [] },
		],
	});
	const stored = {
		role: role(),
		expiring: role({ roleSessionName: 'expiring' }),
		noSuchRole: role({ roleArn: `${ARN}nobody` }),
	};
	engine = await startEngine({
		packages: [process.cwd(), await nodesBase()],
		credentials: Object.fromEntries(
			Object.entries(stored).map(([id, data]) => [id, { name: id, type: TYPE, data }]),
		),
	});
}, 120_000); // n8n's nodes are fetched the first time

afterEach(() => {
	emulator.intercept = undefined;
	emulator.requests.length = 0;
});

afterAll(async () => await emulator.stop());

/** What was asked for, and by whose key. */
const asked = () =>
	emulator.requests.map(
		({ action, secretId }) => `${action} ${secretId?.replace(/^AKID.+/, 'temporary')}`,
	);

describe('the credential test', () => {
	const test = async (more: Record<string, string | number> = {}) =>
		await engine.testCredential(TYPE, role({ roleSessionName: 'test', ...more }));

	it('asks with keys of the role', async () => {
		expect(await test()).toEqual(OK);
		expect(asked()).toEqual(['AssumeRole caller', 'DescribeRegions temporary']);
	});

	it('takes white space around what was copied', async () => {
		const more = { roleArn: ` ${ARN}external\n`, externalId: ' external-4711 ' };
		expect(await test(more)).toEqual(OK);
		expect(emulator.requests[0].params).toEqual({
			RoleArn: `${ARN}external`,
			RoleSessionName: 'test',
			DurationSeconds: 7200,
			ExternalId: 'external-4711',
		});
	});

	it.each<[string, Record<string, string | number>, RegExp, string[]]>([
		[
			'a role that does not exist',
			{ roleArn: `${ARN}nobody` },
			/^The role \S+nobody could not be assumed: there is no such role \(ResourceNotFound\.RoleNotFound, RequestId [0-9a-f-]{36}\)\. Copy the Role ARN again/,
			['AssumeRole caller'],
		],
		[
			'a wrong external ID',
			{ roleArn: `${ARN}external`, externalId: 'other' },
			/^The role \S+external could not be assumed: this key may not assume it \(UnauthorizedOperation, RequestId .+External ID/,
			['AssumeRole caller'],
		],
		[
			'a wrong SecretKey',
			{ secretKey: 'wrong secret' },
			/^The role \S+n8n could not be assumed: the signature does not match.+SecretKey again/,
			['AssumeRole caller'],
		],
		[
			'a role without rights',
			{ roleArn: `${ARN}powerless` },
			/^This key has no permission for the action \(UnauthorizedOperation\.CamAuthFailed\)/,
			['AssumeRole caller', 'DescribeRegions temporary'],
		],
		['no role', { roleArn: '' }, /^Role ARN in the credential is empty\. Give one such as/, []],
		['no SecretKey', { secretKey: '' }, /The credential has no SecretId or no SecretKey/, []],
		[
			'a duration that is none',
			{ durationSeconds: 0 },
			/^Duration in the credential is "0"\. Give a whole number of seconds from 1 to 43200/,
			[],
		],
		[
			'no STS',
			{ endpoint: 'http://127.0.0.1:9' },
			/^The role \S+n8n could not be assumed: nothing listens at the endpoint/,
			[],
		],
	])('says so: %s', async (_, more, message, requests) => {
		const result = await test(more);
		expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		expect(asked()).toEqual(requests);
		expect(result.message).not.toMatch(SECRETS);
	});
});

describe('the HTTP Request node', () => {
	async function request(id: string, items = 1) {
		const input = Array.from({ length: items }, () => ({}));
		const { error, nodes } = await engine.run(
			{
				nodes: [
					{
						name: 'HTTP Request',
						type: 'n8n-nodes-base.httpRequest',
						parameters: {
							method: 'POST',
							url: emulator.endpoint,
							authentication: 'predefinedCredentialType',
							nodeCredentialType: TYPE,
							sendHeaders: true,
							headerParameters: {
								parameters: [{ name: 'X-TC-Action', value: 'DescribeInvocations' }],
							},
						},
						credentials: { [TYPE]: { id, name: id } },
					},
				],
				connections: {},
			},
			{ input },
		);
		return { error, answers: nodes['HTTP Request'][0].outputs[0]?.map(({ json }) => json) };
	}

	it('asks with keys of the role, which it gets once', async () => {
		const { error, answers } = await request('role', 3);
		expect(error).toBeUndefined();
		expect(answers).toHaveLength(3);
		expect(answers[0]).toMatchObject({ Response: { TotalCount: 0 } });
		const describe = 'DescribeInvocations temporary';
		expect(asked()).toEqual(['AssumeRole caller', describe, describe, describe]);
		await request('role');
		expect(asked()).toHaveLength(5);
	});

	it('says that the role could not be assumed', async () => {
		const { error } = await request('noSuchRole');
		expect(error?.message).toMatch(
			/^The role \S+nobody could not be assumed: there is no such role \(ResourceNotFound\.RoleNotFound, RequestId/,
		);
		expect(JSON.stringify([error, error?.stack])).not.toMatch(SECRETS);
		expect(new Set(asked())).toEqual(new Set(['AssumeRole caller']));
	});

	it('gets new keys before the old ones expire, though not when they are refused', async () => {
		await request('expiring');
		clock.advance(TWO_HOURS_MS);
		const { answers } = await request('expiring');
		expect(answers[0]).toMatchObject({ Response: { Error: { Code: 'AuthFailure.TokenFailure' } } });

		const realNow = Date.now;
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + TWO_HOURS_MS);
		try {
			expect((await request('expiring')).answers[0]).toMatchObject({
				Response: { TotalCount: 0 },
			});
		} finally {
			jest.restoreAllMocks();
		}
		expect(asked().filter((request) => request === 'AssumeRole caller')).toHaveLength(2);
	});
});
