import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmulator } from '../../../emulator/server.mts';
import type { Emulator, EmulatorOptions } from '../../../emulator/server.mts';
import { startEngine } from '../../engine/engine.mts';
import type { Engine } from '../../engine/engine.mts';
import { endpointUrl } from '../../../tencentcloud/endpoint.ts';

const KEYS: EmulatorOptions['keys'] = [
	{ secretId: 'AKIDgood', secretKey: 'good secret' },
	{ secretId: 'AKIDtemporary', secretKey: 'temporary secret', token: 'passing token' },
	{
		secretId: 'AKIDexpired',
		secretKey: 'expired secret',
		token: 'passing token',
		tokenExpired: true,
	},
	{ secretId: 'AKIDpowerless', secretKey: 'powerless secret', allow: [] },
];
const GOOD = { secretId: 'AKIDgood', secretKey: 'good secret' };
const OK = { status: 'OK', message: 'Connection successful!' };

let emulator: Emulator;
let engine: Engine;

beforeAll(async () => {
	emulator = await startEmulator({ keys: KEYS });
	engine = await startEngine({ packages: [process.cwd()] });
}, 60_000);

afterEach(() => {
	emulator.intercept = undefined;
	emulator.requests.length = 0;
});

afterAll(async () => await emulator.stop());

const test = async (data: object) =>
	await engine.testCredential('tencentCloudApi', { endpoint: emulator.endpoint, ...data });

const failed = (message: string) => ({ status: 'Error', message });

describe('a credential that works', () => {
	it.each<[string, object]>([
		['a permanent key', GOOD],
		['a key with white space around it', { secretId: ' AKIDgood', secretKey: 'good secret\n' }],
		[
			'a temporary key',
			{ secretId: 'AKIDtemporary', secretKey: 'temporary secret', sessionToken: 'passing token' },
		],
		['a default region', { ...GOOD, region: 'ap-tokyo' }],
	])('is OK: %s', async (_, data) => {
		expect(await test(data)).toEqual(OK);
		expect(emulator.requests).toMatchObject([
			{ method: 'POST', action: 'DescribeRegions', params: {}, status: 200 },
		]);
	});

	it('is OK with white space around the endpoint', async () => {
		expect(await test({ ...GOOD, endpoint: ` ${emulator.endpoint}/ ` })).toEqual(OK);
	});
});

describe('a credential that does not work', () => {
	const signature = failed(
		'The signature does not match, so the SecretKey is not the one of this SecretId (AuthFailure.SignatureFailure). Copy the SecretKey again into the credential, without spaces. If it is lost, make a new key.',
	);
	const token = failed(
		'The session token is wrong or has expired (AuthFailure.TokenFailure). Put SecretId, SecretKey and session token of one newly issued temporary key into the credential, or use a permanent key and leave the token empty.',
	);

	it.each<[string, object, object]>([
		[
			'a wrong SecretId',
			{ secretId: 'AKIDother', secretKey: 'good secret' },
			failed(
				'The SecretId does not exist, was deleted or is disabled (AuthFailure.SecretIdNotFound). Check the SecretId in the credential, and that the key is enabled in Access Management > API Keys. Keys of the China and the international edition are not the same.',
			),
		],
		['a wrong SecretKey', { secretId: 'AKIDgood', secretKey: 'bad secret' }, signature],
		[
			'an expired session token',
			{ secretId: 'AKIDexpired', secretKey: 'expired secret', sessionToken: 'passing token' },
			token,
		],
		[
			'a missing session token',
			{ secretId: 'AKIDtemporary', secretKey: 'temporary secret' },
			token,
		],
		['a session token too many', { ...GOOD, sessionToken: 'passing token' }, token],
		[
			'no right in CAM',
			{ secretId: 'AKIDpowerless', secretKey: 'powerless secret' },
			failed(
				'This key has no permission for the action (UnauthorizedOperation.CamAuthFailed). Allow tat:DescribeRegions for this key in CAM (a minimal policy is in the README of this node), or use a key that has it.',
			),
		],
		[
			'a region that is none',
			{ ...GOOD, region: 'ap-nowhere' },
			failed(
				'The service is not offered in this region (UnsupportedRegion). Choose a region from the list, or check its spelling.',
			),
		],
	])('says so: %s', async (_, data, result) => {
		expect(await test(data)).toEqual(result);
		expect(emulator.requests).toHaveLength(1);
	});

	it.each<[string, object, string]>([
		['no SecretId', { ...GOOD, secretId: '' }, 'The credential has no SecretId or no SecretKey'],
		['no SecretKey', { ...GOOD, secretKey: ' ' }, 'The credential has no SecretId or no SecretKey'],
		[
			'an endpoint with a path',
			{ ...GOOD, endpoint: 'https://gateway.example/tat' },
			'The endpoint "https://gateway.example/tat" has more than a host',
		],
		[
			'an endpoint that is not encrypted',
			{ ...GOOD, endpoint: 'http://tat.tencentcloudapi.com' },
			'http://tat.tencentcloudapi.com is not encrypted',
		],
		['an endpoint that is no URL', { ...GOOD, endpoint: 'a b' }, 'is not a URL'],
	])('says so before anything is sent: %s', async (_, data, message) => {
		expect(await test(data)).toEqual(failed(expect.stringContaining(message)));
		expect(emulator.requests).toEqual([]);
	});

	it.each([3600, -3600])('says so: a clock that is %i seconds off', async (seconds) => {
		const skewed = await startEmulator({ keys: KEYS, clockOffsetSeconds: seconds });
		try {
			expect(await test({ ...GOOD, endpoint: skewed.endpoint })).toEqual(
				failed(
					"The request's time differs from Tencent Cloud's by more than 5 minutes (AuthFailure.SignatureExpire). Set the clock of the machine that n8n runs on (NTP).",
				),
			);
		} finally {
			await skewed.stop();
		}
	});

	it('says so: a code that has no text of its own', async () => {
		emulator.intercept = () => ({ code: 'AuthFailure.NeverHeardOf', message: 'No.' });
		expect(await test(GOOD)).toEqual(
			failed(expect.stringContaining('TAT refused the request with an error')),
		);
	});

	it('says so: HTTP 500', async () => {
		emulator.intercept = () => ({ status: 500 });
		expect(await test(GOOD)).toEqual(failed('Internal Server Error'));
	});
});

describe('the host that is asked', () => {
	const PROXY = ['https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];
	const before = Object.fromEntries(PROXY.map((name) => [name, process.env[name]]));
	const asked: string[] = [];
	let proxy: Server;

	beforeAll(async () => {
		proxy = createServer().on('connect', ({ url }, socket) => {
			asked.push(url ?? '');
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		for (const name of PROXY) delete process.env[name];
		process.env.https_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	});

	afterAll(async () => {
		for (const name of PROXY) {
			if (before[name] === undefined) delete process.env[name];
			else process.env[name] = before[name];
		}
		await new Promise((resolve) => proxy.close(resolve));
	});

	it.each([
		['', '', 'tat.tencentcloudapi.com'],
		[' ', 'ap-guangzhou', 'tat.tencentcloudapi.com'],
		['', 'ap-shanghai-fsi', 'tat.ap-shanghai-fsi.tencentcloudapi.com'],
		['', ' ap-shanghai-fsi ', 'tat.ap-shanghai-fsi.tencentcloudapi.com'],
		['tat.intl.tencentcloudapi.com', 'ap-shanghai-fsi', 'tat.intl.tencentcloudapi.com'],
		// Another product says itself that it does not know TAT's version of the API.
		['https://cvm.tencentcloudapi.com', '', 'cvm.tencentcloudapi.com'],
	])('with the endpoint "%s" in region "%s" is %s', async (endpoint, region, host) => {
		asked.length = 0;
		expect(await test({ ...GOOD, endpoint, region })).toMatchObject({ status: 'Error' });
		expect(asked).toEqual([`${host}:443`]);
		expect(endpointUrl(endpoint, region.trim()).host).toBe(host);
	});
});

describe('an endpoint that is no TAT', () => {
	let server: Server;
	let answer: { type: string; body: string };

	beforeAll(async () => {
		server = createServer((_incoming, outgoing) => {
			outgoing.writeHead(200, { 'Content-Type': answer.type }).end(answer.body);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});

	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});

	it.each([
		['HTML', 'text/html', '<!doctype html><title>It works</title>'],
		['JSON', 'application/json', '{"status":"ok"}'],
		['JSON that looks a little like it', 'application/json', '{"Response":{"RegionSet":[]}}'],
		['JSON without anything', 'application/json', '{}'],
		['JSON null', 'application/json', 'null'],
		['text', 'text/plain', 'ok'],
		['nothing', 'text/plain', ''],
	])('is told by its answer: %s', async (_, type, body) => {
		answer = { type, body };
		const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		expect(await test({ ...GOOD, endpoint })).toEqual(
			failed(
				'This is not a response of TAT. Check the endpoint: it must be a host of the service tat',
			),
		);
	});

	it('is told by its silence when nothing listens', async () => {
		const gone = await startEmulator();
		await gone.stop();
		expect(await test({ ...GOOD, endpoint: gone.endpoint })).toEqual(failed('ECONNREFUSED'));
	});
});
