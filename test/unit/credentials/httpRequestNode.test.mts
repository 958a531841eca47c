import { startEmulator } from '../../../emulator/server.mts';
import type { Emulator } from '../../../emulator/server.mts';
import { startEngine } from '../../engine/engine.mts';
import type { Engine } from '../../engine/engine.mts';
import { nodesBase } from '../../engine/nodesBase.mts';
import { startWireServer } from './wire.mts';
import type { WireServer } from './wire.mts';

const TYPE = 'tencentCloudApi';
const ACTION = [{ name: 'X-TC-Action', value: 'DescribeInvocations' }];

let emulator: Emulator;
let elsewhere: WireServer;
let engine: Engine;

beforeAll(async () => {
	emulator = await startEmulator({
		rateLimit: false,
		keys: [
			{ secretId: 'AKIDlasting', secretKey: 'lasting secret' },
			{ secretId: 'AKIDpassing', secretKey: 'passing secret', token: 'passing token' },
		],
	});
	elsewhere = await startWireServer();
	const common = { endpoint: emulator.endpoint, region: 'ap-guangzhou' };
	engine = await startEngine({
		packages: [process.cwd(), await nodesBase()],
		credentials: {
			lasting: {
				name: 'Lasting',
				type: TYPE,
				data: { ...common, secretId: 'AKIDlasting', secretKey: 'lasting secret' },
			},
			passing: {
				name: 'Passing',
				type: TYPE,
				data: {
					...common,
					secretId: 'AKIDpassing',
					secretKey: 'passing secret',
					sessionToken: 'passing token',
				},
			},
		},
	});
}, 120_000); // n8n's nodes are fetched the first time

afterEach(() => {
	emulator.requests.length = 0;
});

afterAll(async () => {
	await emulator.stop();
	await elsewhere.stop();
});

/** Runs n8n's own HTTP Request node with this credential on one item. */
async function request(parameters: object, { id = 'lasting', item = { json: {} } as object } = {}) {
	const workflow = {
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
					headerParameters: { parameters: ACTION },
					...parameters,
				},
				credentials: { [TYPE]: { id, name: id } },
			},
		],
		connections: {},
	};
	const { error, nodes } = await engine.run(workflow, { input: [item as never] });
	return { error, items: nodes['HTTP Request']?.[0].outputs[0] ?? [] };
}

const json = (jsonBody: unknown) => ({ sendBody: true, specifyBody: 'json', jsonBody });
const withResponse = (responseFormat: string) => ({
	options: { response: { response: { responseFormat } } },
});

describe('the HTTP Request node', () => {
	const file = Buffer.from(' {"Limit": 5}\n');

	it.each<[string, object, unknown, string]>([
		['a JSON body as text', json('{ "Limit": 5 }'), { Limit: 5 }, '{"Limit":5}'],
		['a JSON body as an object', json({ Limit: 5 }), { Limit: 5 }, '{"Limit":5}'],
		['an empty JSON body', json('{}'), {}, '{}'],
		['no body', {}, {}, '{}'],
		[
			'the answer read as JSON',
			{ ...json('{"Limit": 5}'), ...withResponse('json') },
			{ Limit: 5 },
			'{"Limit":5}',
		],
		[
			'fields as the body',
			{
				sendBody: true,
				bodyParameters: { parameters: [{ name: 'Limit', value: '={{ 5 }}' }] },
			},
			{ Limit: 5 },
			'{"Limit":5}',
		],
		[
			'a raw body',
			{
				sendBody: true,
				contentType: 'raw',
				rawContentType: 'application/json',
				body: ' {"Limit": 5} ',
			},
			{ Limit: 5 },
			' {"Limit": 5} ',
		],
		[
			'a file as the body',
			{ sendBody: true, contentType: 'binaryData', inputDataFieldName: 'data' },
			{ Limit: 5 },
			file.toString(),
		],
		[
			'headers as they are typed',
			{ ...json('{"Limit": 5}'), options: { lowercaseHeaders: false } },
			{ Limit: 5 },
			'{"Limit":5}',
		],
		[
			'headers that the signer sets',
			{
				...json('{"Limit": 5}'),
				headerParameters: {
					parameters: [
						...ACTION,
						{ name: 'Content-Type', value: 'application/json; charset=UTF-8' },
						{ name: 'Authorization', value: 'TC3-HMAC-SHA256 mine' },
						{ name: 'X-TC-Timestamp', value: '1' },
						{ name: 'X-TC-Version', value: '2020-10-28' },
					],
				},
			},
			{ Limit: 5 },
			'{"Limit":5}',
		],
	])('calls TAT with %s', async (_, parameters, params, body) => {
		const data = { data: file.toString('base64'), mimeType: 'application/json' };
		const { error, items } = await request(parameters, { item: { json: {}, binary: { data } } });
		expect(error).toBeUndefined();
		expect(emulator.requests).toMatchObject([
			{ method: 'POST', action: 'DescribeInvocations', region: 'ap-guangzhou' },
		]);
		expect(emulator.requests[0].params).toEqual(params);
		expect(emulator.requests[0].rawBody.toString()).toBe(body);
		expect(items.map((item) => item.json)).toEqual([
			{
				Response: {
					TotalCount: 0,
					InvocationSet: [],
					RequestId: emulator.requests[0].requestId,
				},
			},
		]);
	});

	it.each<[string, object, object]>([
		['nothing', {}, {}],
		[
			'fields in the query',
			{
				sendQuery: true,
				queryParameters: {
					parameters: [
						{ name: 'Limit', value: '5' },
						{ name: 'InvocationIds.0', value: 'inv-abcdefgh' },
					],
				},
			},
			{ Limit: 5, InvocationIds: ['inv-abcdefgh'] },
		],
		[
			'JSON as the query',
			{
				sendQuery: true,
				specifyQuery: 'json',
				jsonQuery: '{"Filters": [{"Name": "command-id", "Values": ["cmd-abcdefgh", "a b\'"]}]}',
				...withResponse('json'),
			},
			{ Filters: [{ Name: 'command-id', Values: ['cmd-abcdefgh', "a b'"] }] },
		],
	])('calls TAT by GET with %s', async (_, parameters, params) => {
		const { error, items } = await request({ method: 'GET', ...parameters });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ Response: { TotalCount: 0, InvocationSet: [] } });
		expect(emulator.requests.map(({ method, params: sent }) => [method, sent])).toEqual([
			['GET', params],
		]);
	});

	it('calls TAT with a temporary key', async () => {
		const { items } = await request(json('{"Limit": 5}'), { id: 'passing' });
		expect(items[0].json).toMatchObject({ Response: { TotalCount: 0 } });
		expect(emulator.requests).toMatchObject([{ secretId: 'AKIDpassing' }]);
	});

	it('signs every page anew', async () => {
		const pagination = {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: {
				parameters: [{ type: 'body', name: 'Offset', value: '={{ $pageCount * 5 }}' }],
			},
			paginationCompleteWhen: 'other',
			completeExpression: '={{ false }}',
			limitPagesFetched: true,
			maxRequests: 3,
		};
		const { error, items } = await request({
			...json('{"Limit": 5}'),
			options: { pagination: { pagination } },
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(emulator.requests.map(({ params, errorCode }) => [params, errorCode])).toEqual([
			[{ Limit: 5, Offset: 0 }, undefined],
			[{ Limit: 5, Offset: 5 }, undefined],
			[{ Limit: 5, Offset: 10 }, undefined],
		]);
	});

	const fields = { parameters: [{ name: 'Limit', value: '5' }] };

	it.each<[string, object, string]>([
		[
			'a form',
			{ sendBody: true, contentType: 'form-urlencoded', bodyParameters: fields },
			'Tencent Cloud API 3.0 takes JSON, not forms. Set Body Content Type to JSON',
		],
		[
			'a form with files',
			{ sendBody: true, contentType: 'multipart-form-data', bodyParameters: fields },
			'Tencent Cloud API 3.0 takes JSON, not forms. Set Body Content Type to JSON',
		],
		[
			'a raw body of another type',
			{ sendBody: true, contentType: 'raw', rawContentType: 'text/plain', body: 'x' },
			'Tencent Cloud API 3.0 takes JSON, not text/plain. Set Body Content Type to JSON',
		],
		[
			'a GET with a body',
			{ method: 'GET', ...json('{"Limit": 5}') },
			'A GET has no body. Use POST, or query parameters',
		],
		[
			'another method',
			{ method: 'PUT', ...json('{"Limit": 5}') },
			'Tencent Cloud API 3.0 takes GET and POST, not PUT. Set Method to POST',
		],
		[
			'no action',
			{ sendHeaders: false },
			'The header X-TC-Action is missing. Set it to the name of the action, e.g. DescribeRegions',
		],
		[
			'another service without its version',
			{ url: 'https://cvm.tencentcloudapi.com/' },
			'The header X-TC-Version is missing. Set it to the API version of cvm',
		],
	])('says what is wrong with %s, and sends nothing', async (_, parameters, message) => {
		const { error } = await request(parameters);
		expect(error?.message).toBe(message);
		expect(emulator.requests).toEqual([]);
	});

	it('sends nothing to a foreign host', async () => {
		const { error } = await request({ ...json('{"Limit": 5}'), url: elsewhere.url });
		expect(error?.message).toBe(
			`Keys for Tencent Cloud are not sent to ${elsewhere.host}: it is neither a host under tencentcloudapi.com nor the endpoint set in the credential`,
		);
		expect(elsewhere.arrived).toEqual([]);
	});

	it('follows no redirect to a foreign host', async () => {
		emulator.intercept = () => ({ status: 307, headers: { Location: elsewhere.url } });
		try {
			const { error } = await request(json('{"Limit": 5}'));
			expect(error).toMatchObject({ httpCode: '307' });
			expect(emulator.requests).toHaveLength(1);
			expect(elsewhere.arrived).toEqual([]);
		} finally {
			emulator.intercept = undefined;
		}
	});

	it('shows no key in what it says', async () => {
		emulator.intercept = () => ({ status: 500 });
		try {
			const { error } = await request(json('{"Limit": 5}'), { id: 'passing' });
			expect(error).toBeDefined();
			const said = JSON.stringify([error, error?.message, error?.stack]);
			expect(said).not.toMatch(/passing secret|passing token/);
		} finally {
			emulator.intercept = undefined;
		}
	});
});
