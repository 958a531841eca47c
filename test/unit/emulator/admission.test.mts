import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { ACTIONS } from '../../../emulator/actions/index.mts';
import { api } from '../../../emulator/api.mts';
import { startEmulator, virtualClock } from '../../../emulator/server.mts';
import type { Emulator, EmulatorOptions } from '../../../emulator/server.mts';
import { codeOf, sdk } from './sdk.mts';
import type { SdkOptions } from './sdk.mts';

/** The signer inside the official SDK. */
const { default: Sign } = jest.requireActual<{ default: { sign3(options: object): string } }>(
	'tencentcloud-sdk-nodejs/tencentcloud/common/sign.js',
);

let emulator: Emulator;
const start = async (options: EmulatorOptions = {}) => (emulator = await startEmulator(options));
afterEach(() => emulator.stop());

const KEY = { secretId: 'temporary-id', secretKey: 'temporary-key', token: 'temporary-token' };

describe('the official SDK', () => {
	it.each<[string, EmulatorOptions, SdkOptions, string | undefined]>([
		['the right key', {}, {}, undefined],
		['an unknown SecretId', {}, { secretId: 'nobody' }, 'AuthFailure.SecretIdNotFound'],
		['a wrong SecretKey', {}, { secretKey: 'wrong' }, 'AuthFailure.SignatureFailure'],
		['a clock 290 seconds behind', { clockOffsetSeconds: 290 }, {}, undefined],
		['a clock 310 seconds behind', { clockOffsetSeconds: 310 }, {}, 'AuthFailure.SignatureExpire'],
		['a clock 310 seconds ahead', { clockOffsetSeconds: -310 }, {}, 'AuthFailure.SignatureExpire'],
		['a temporary key', { keys: [KEY] }, {}, undefined],
		['a temporary key without token', { keys: [KEY] }, { token: '' }, 'AuthFailure.TokenFailure'],
		['a wrong token', { keys: [KEY] }, { token: 'wrong' }, 'AuthFailure.TokenFailure'],
		['a token nobody asked for', {}, { token: 'any' }, 'AuthFailure.TokenFailure'],
		[
			'an expired token',
			{ keys: [{ ...KEY, tokenExpired: true }] },
			{},
			'AuthFailure.TokenFailure',
		],
		['an unknown region', {}, { region: 'ap-nowhere' }, 'UnsupportedRegion'],
		['no region', {}, { region: '' }, 'MissingParameter'],
	])('with %s', async (_, options, credentials, code) => {
		await start(options);
		expect(await codeOf(sdk(emulator, credentials).DescribeInvocations({}))).toBe(code);
		expect(emulator.requests[0].errorCode).toBe(code);
	});

	it('needs no region for DescribeRegions', async () => {
		await start({ regions: ['ap-tokyo', 'xx-unlisted'] });
		const { TotalCount, RegionSet } = await sdk(emulator, { region: '' }).DescribeRegions();
		expect(TotalCount).toBe(2);
		expect(RegionSet).toEqual([
			{ Region: 'ap-tokyo', RegionName: 'Tokyo', RegionState: 'AVAILABLE' },
			{ Region: 'xx-unlisted', RegionName: 'xx-unlisted', RegionState: 'AVAILABLE' },
		]);
	});

	it('is refused by CAM for an action not allowed, which the message names', async () => {
		await start({ keys: [{ ...KEY, allow: ['DescribeRegions'] }] });
		expect(await codeOf(sdk(emulator).DescribeRegions())).toBeUndefined();
		await expect(sdk(emulator).DescribeInvocations({})).rejects.toMatchObject({
			code: 'UnauthorizedOperation.CamAuthFailed',
			message: expect.stringContaining('tat:DescribeInvocations'),
		});
	});

	it('finds every action of TAT, and no other', async () => {
		await start();
		expect(Object.keys(ACTIONS).toSorted()).toEqual(Object.keys(api.actions).toSorted());
		expect(await codeOf(sdk(emulator).request('FlyToTheMoon', {}))).toBe('InvalidAction');
		expect(await codeOf(sdk(emulator).request('constructor', {}))).toBe('InvalidAction');
	});

	it('may send its parameters in the query of a GET', async () => {
		await start();
		const client = sdk(emulator, { reqMethod: 'GET' });
		const answer = await client.DescribeAutomationAgentStatus({
			Filters: [{ Name: 'instance-id', Values: ['ins-demo0002', 'ins-demo0003'] }],
			Limit: 1,
		});
		expect(answer.TotalCount).toBe(2);
		expect(answer.AutomationAgentSet?.map(({ InstanceId }) => InstanceId)).toEqual([
			'ins-demo0002',
		]);
		expect(emulator.requests[0].params).toEqual({
			Filters: [{ Name: 'instance-id', Values: ['ins-demo0002', 'ins-demo0003'] }],
			Limit: 1,
		});
	});
});

describe('a hand-made request', () => {
	interface Raw {
		headers?: Record<string, string | undefined>;
		body?: string;
		service?: string;
		timestamp?: number;
	}

	async function send({ headers = {}, body = '{}', service = 'tat', timestamp }: Raw = {}) {
		const seconds = timestamp ?? Math.floor(Date.now() / 1000);
		const [{ secretId, secretKey }] = emulator.keys;
		const contentType = 'application/json';
		const all: Record<string, string | undefined> = {
			'Content-Type': contentType,
			'X-TC-Action': 'DescribeRegions',
			'X-TC-Version': '2020-10-28',
			'X-TC-Timestamp': String(seconds),
			Authorization: Sign.sign3({
				method: 'POST',
				url: emulator.endpoint,
				payload: Buffer.from(body),
				timestamp: seconds,
				service,
				secretId,
				secretKey,
				headers: { 'Content-Type': contentType },
			}),
			...headers,
		};
		const given = Object.entries(all).filter(
			(entry): entry is [string, string] => entry[1] !== undefined,
		);
		const response = await fetch(emulator.endpoint, { method: 'POST', headers: given, body });
		const { Response } = (await response.json()) as {
			Response: { RequestId: string; Error?: { Code: string; Message: string } };
		};
		return { response, code: Response.Error?.Code, requestId: Response.RequestId };
	}

	beforeEach(() => start());

	it('is answered with HTTP 200, the time, and a request ID that is on record', async () => {
		const { response, code, requestId } = await send();
		expect(code).toBeUndefined();
		expect(response.status).toBe(200);
		expect(Math.abs(Date.parse(response.headers.get('date') ?? '') - Date.now())).toBeLessThan(
			60_000,
		);
		expect(emulator.requests[0]).toMatchObject({
			requestId,
			status: 200,
			action: 'DescribeRegions',
		});
	});

	it.each<[string, Raw, string]>([
		['no action', { headers: { 'X-TC-Action': undefined } }, 'InvalidAction'],
		['no version', { headers: { 'X-TC-Version': undefined } }, 'MissingParameter'],
		['another version', { headers: { 'X-TC-Version': '2017-03-12' } }, 'NoSuchVersion'],
		['no timestamp', { headers: { 'X-TC-Timestamp': undefined } }, 'MissingParameter'],
		['an odd timestamp', { headers: { 'X-TC-Timestamp': 'now' } }, 'InvalidParameter'],
		['no Authorization', { headers: { Authorization: undefined } }, 'MissingParameter'],
		[
			'an odd Authorization',
			{ headers: { Authorization: 'SKIP' } },
			'AuthFailure.InvalidAuthorization',
		],
		['an unsigned time', { headers: { 'X-TC-Timestamp': '1' } }, 'AuthFailure.SignatureExpire'],
		['the service of the host', { service: '127' }, 'AuthFailure.SignatureFailure'],
		['another service', { service: 'cvm' }, 'AuthFailure.SignatureFailure'],
		[
			'another content type',
			{ headers: { 'Content-Type': 'text/plain' } },
			'AuthFailure.SignatureFailure',
		],
		['a body that is no JSON', { body: 'Limit=1' }, 'InvalidParameter'],
		['a body that is no object', { body: '[]' }, 'InvalidParameter'],
	])('with %s is refused', async (_, raw, expected) => {
		expect((await send(raw)).code).toBe(expected);
	});

	it('for another host, as after DNS rebinding, is refused', async () => {
		const { port } = new URL(emulator.endpoint);
		const headers = { Host: 'rebound.example', 'X-TC-Action': 'DescribeRegions' };
		const outgoing = request({ host: '127.0.0.1', port, headers }).end();
		const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
		expect(await text(incoming)).toContain('IpNotInWhitelist');
	});

	it('never shows a token on record', async () => {
		await send({ headers: { 'X-TC-Token': 'very-secret' } });
		expect(JSON.stringify(emulator.requests)).not.toContain('very-secret');
		expect(emulator.requests[0].headers['x-tc-token']).toBe('***');
	});
});

describe('the rate limit', () => {
	it('refuses the 21st request of a second, per action and region', async () => {
		const clock = virtualClock();
		await start({ clock });
		const client = sdk(emulator);
		const describe = () => codeOf(client.DescribeInvocations({}));

		const codes = await Promise.all(Array.from({ length: 21 }, describe));
		expect(codes.filter((code) => code === undefined)).toHaveLength(20);
		expect(codes).toContain('RequestLimitExceeded');

		expect(await codeOf(client.DescribeInvocationTasks({}))).toBeUndefined();
		expect(
			await codeOf(sdk(emulator, { region: 'ap-tokyo' }).DescribeInvocations({})),
		).toBeUndefined();
		clock.advance(999);
		expect(await describe()).toBe('RequestLimitExceeded');
		clock.advance(1);
		expect(await describe()).toBeUndefined();
	});

	it('is 60 for DescribeAutomationAgentStatus', async () => {
		await start({ clock: virtualClock() });
		const client = sdk(emulator);
		const codes = await Promise.all(
			Array.from({ length: 61 }, () => codeOf(client.DescribeAutomationAgentStatus({}))),
		);
		expect(codes.filter((code) => code === 'RequestLimitExceeded')).toHaveLength(1);
	});

	it('can be turned off', async () => {
		await start({ clock: virtualClock(), rateLimit: false });
		const client = sdk(emulator);
		const codes = await Promise.all(
			Array.from({ length: 30 }, () => codeOf(client.DescribeInvocations({}))),
		);
		expect(new Set(codes)).toEqual(new Set([undefined]));
	});
});
