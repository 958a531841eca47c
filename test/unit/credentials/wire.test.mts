import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { startEngine } from '../../engine/engine.mts';
import type { Engine } from '../../engine/engine.mts';
import { faultsOf, KEYS, startWireServer } from './wire.mts';
import type { Arrived, WireServer } from './wire.mts';

const TYPE = 'tencentCloudApi';
/** Today's helper of n8n, and the older one that the HTTP Request node still uses. */
const HELPERS = ['httpRequestWithAuthentication', 'requestWithAuthentication'] as const;
type Helper = (typeof HELPERS)[number];

let wire: WireServer;
let engine: Engine;

beforeAll(async () => {
	wire = await startWireServer();
	const data = { ...KEYS, endpoint: wire.url, region: 'ap-guangzhou' };
	engine = await startEngine({
		packages: [process.cwd()],
		credentials: {
			permanent: { name: 'Permanent', type: TYPE, data },
			temporary: { name: 'Temporary', type: TYPE, data: { ...data, sessionToken: 'wire token' } },
		},
	});
}, 60_000);

afterEach(() => {
	wire.arrived.length = 0;
	wire.answers.length = 0;
});

afterAll(async () => await wire.stop());

/** Sends a request as a node does. */
async function send(helper: Helper, options: object, id = 'permanent'): Promise<unknown> {
	const context = engine.context({
		name: 'Any',
		type: 'n8n-nodes-tencent-tat.tencentTat',
		credentials: { [TYPE]: { id, name: id } },
	});
	const answer: unknown = await context.helpers[helper].call(context, TYPE, options as never);
	return answer instanceof Readable ? await buffer(answer) : answer;
}

/** What arrived, when that is one request with a signature that holds. */
function theOne(): Arrived {
	expect(wire.arrived).toHaveLength(1);
	expect(faultsOf(wire.arrived[0])).toEqual([]);
	return wire.arrived[0];
}

const post = (request: object = {}) => ({
	method: 'POST',
	url: wire.url,
	headers: { 'X-TC-Action': 'DescribeRegions' },
	...request,
});
const get = (request: object = {}) => ({ ...post(request), method: 'GET' });
const withType = (type: string) => ({ 'X-TC-Action': 'DescribeRegions', 'Content-Type': type });

describe.each(HELPERS)('%s sends what was signed', (helper) => {
	it.each<[string, object, string, string?]>([
		['an object', { body: { a: ['x', 1] } }, '{"a":["x",1]}'],
		['an empty object', { body: {} }, '{}'],
		['nothing', {}, '{}'],
		['an empty text', { body: '' }, '{}'],
		['text without a type', { body: '{"a": 1}' }, '{"a": 1}'],
		[
			'JSON text with padding',
			{ body: ' {"a": 1}\n\t', headers: withType('application/json') },
			' {"a": 1}\n\t',
		],
		[
			'text that is no JSON',
			{ body: 'not "JSON"', headers: withType('application/json') },
			'not "JSON"',
		],
		[
			'text that is a JSON string',
			{ body: '"quoted"', headers: withType('application/json') },
			'"quoted"',
		],
		[
			'a Buffer',
			{ body: Buffer.from(' {"a":"\\u672a"} '), headers: withType('application/json') },
			' {"a":"\\u672a"} ',
		],
		['a Buffer without a type', { body: Buffer.from('{}\n') }, '{}\n'],
		[
			'a type with a charset, in upper case',
			{ body: { a: 1 }, headers: withType('Application/JSON; Charset=UTF-8') },
			'{"a":1}',
			'application/json; charset=utf-8',
		],
		[
			'a type whose name is in lower case',
			{
				body: { a: 1 },
				headers: { 'x-tc-action': 'DescribeRegions', 'content-type': 'application/json' },
			},
			'{"a":1}',
		],
		[
			'a type whose name is in upper case',
			{
				body: { a: 1 },
				headers: { 'X-TC-ACTION': 'DescribeRegions', 'CONTENT-TYPE': 'application/json' },
			},
			'{"a":1}',
		],
		[
			'an older signature and a wrong length',
			{
				body: { a: 1 },
				headers: {
					...withType('application/json'),
					authorization: 'TC3-HMAC-SHA256 old',
					'content-length': '3',
					HOST: 'old.example',
					'x-tc-timestamp': '1',
					'x-tc-token': 'old',
				},
			},
			'{"a":1}',
		],
		['text in any script', { body: { a: '未命名 é 🚀 \u2028' } }, '{"a":"未命名 é 🚀 \u2028"}'],
		['json: true', { body: { a: 1 }, json: true }, '{"a":1}'],
		['json: true and text', { body: ' {"a": 1}', json: true }, ' {"a": 1}'],
		[
			'json: false, a stream as answer',
			{ body: { a: 1 }, json: false, encoding: null, useStream: true },
			'{"a":1}',
		],
		['a user name and password', { auth: { username: 'user', password: 'word' } }, '{}'],
	])('for %s', async (_, request, body, type = 'application/json') => {
		await send(helper, post(request));
		const { method, path, query, headers, body: sent } = theOne();
		expect([method, path, query]).toEqual(['POST', '/', '']);
		expect(sent.toString()).toBe(body);
		expect(headers).toMatchObject({
			host: [wire.host],
			'content-type': [type],
			'content-length': [String(sent.length)],
			'x-tc-action': ['DescribeRegions'],
			'x-tc-version': ['2020-10-28'],
			'x-tc-region': ['ap-guangzhou'],
			'x-tc-language': ['en-US'],
		});
		expect(headers).not.toHaveProperty('x-tc-token');
	});

	it('with the session token beside it', async () => {
		await send(helper, post({ body: { a: 1 } }), 'temporary');
		expect(theOne().headers['x-tc-token']).toEqual(['wire token']);
	});

	it.each<[string, () => object]>([
		['uri', () => ({ url: undefined, uri: wire.url })],
		['uri with a slash', () => ({ url: undefined, uri: `${wire.url}/` })],
		[
			'what a credential test gives',
			() => ({ baseURL: wire.url, url: '/', qs: {}, body: {}, timeout: 5000 }),
		],
	])('for an address as %s', async (_, address) => {
		await send(helper, { ...post(), ...address() });
		expect(theOne()).toMatchObject({ method: 'POST', path: '/', body: Buffer.from('{}') });
	});

	it.each<[string, object, string]>([
		['nothing', {}, ''],
		['flat values', { Limit: 1, HideOutput: false }, 'Limit=1&HideOutput=false'],
		['a list', { InstanceIds: ['ins-1', 'ins-2'] }, 'InstanceIds.0=ins-1&InstanceIds.1=ins-2'],
		[
			'nested values',
			{ Filters: [{ Name: 'a b', Values: ['+&=', '未🚀'] }] },
			'Filters.0.Name=a%20b&Filters.0.Values.0=%2B%26%3D&Filters.0.Values.1=%E6%9C%AA%F0%9F%9A%80',
		],
		['what URLs escape otherwise', { a: "!'()*~[]|" }, 'a=%21%27%28%29%2A~%5B%5D%7C'],
	])('for a GET with %s', async (_, qs, query) => {
		for (const arrayFormat of [undefined, 'brackets', 'repeat']) {
			await send(helper, get({ qs, arrayFormat, qsStringifyOptions: { arrayFormat } }));
			const { method, headers, ...arrived } = theOne();
			expect({ method, ...arrived }).toEqual({
				method: 'GET',
				path: '/',
				query,
				body: Buffer.of(),
			});
			expect(headers['content-type']).toEqual(['application/x-www-form-urlencoded']);
			wire.arrived.length = 0;
		}
	});

	it('for a GET with a query in the address', async () => {
		await send(helper, get({ url: `${wire.url}/?Limit=1&Name=a b'c"<é`, qs: { Offset: 2 } }));
		expect(theOne().query).toBe('Limit=1&Name=a%20b%27c%22%3C%C3%A9&Offset=2');
	});

	it('for a GET with json: true and an empty body', async () => {
		await send(helper, get({ qs: { Limit: 1 }, body: {}, json: true }));
		expect(theOne()).toMatchObject({ query: 'Limit=1', body: Buffer.of() });
	});

	it('for any body and query', async () => {
		const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(fc.dictionary(text, text, { minKeys: 1 }), text, async (fields, raw) => {
				wire.arrived.length = 0;
				await send(helper, post({ body: fields }));
				await send(helper, post({ body: raw, headers: withType('application/json') }));
				await send(helper, get({ qs: fields }));
				expect(wire.arrived.flatMap((arrived) => faultsOf(arrived))).toEqual([]);
				const [json, plain, query] = wire.arrived;
				expect(JSON.parse(json.body.toString())).toEqual({ ...fields });
				expect(plain.body.toString()).toBe(raw);
				expect(Object.fromEntries(new URLSearchParams(query.query))).toEqual({ ...fields });
			}),
			{ seed: 20_201_028, numRuns: 25 },
		);
	});

	it('for options that are used again, which stay as they are', async () => {
		const options = post({
			url: undefined,
			uri: wire.url,
			headers: Object.freeze({ 'x-tc-action': 'DescribeRegions' }),
			body: Object.freeze({ Offset: 0 }),
		});
		const { headers, body } = structuredClone(options) as ReturnType<typeof post> & {
			body: object;
		};
		for (let page = 0; page < 3; page++) {
			await send(helper, options);
			expect(options).toMatchObject({ method: 'POST', url: undefined, uri: wire.url });
			expect(options).toMatchObject({ headers, body });
		}
		expect(wire.arrived.map((arrived) => arrived.body.toString())).toEqual(
			Array(3).fill('{"Offset":0}'),
		);
		expect(wire.arrived.flatMap((arrived) => faultsOf(arrived))).toEqual([]);
	});

	it('and follows no redirect with it', async () => {
		const other = await startWireServer();
		try {
			for (const status of [301, 302, 303, 307, 308]) {
				for (const request of [post({ followAllRedirects: true }), get({ maxRedirects: 5 })]) {
					wire.arrived.length = 0;
					wire.answers.push({ status, headers: { Location: other.url } });
					await expect(send(helper, request)).rejects.toThrow(String(status));
					theOne();
				}
			}
			expect(other.arrived).toEqual([]);
		} finally {
			await other.stop();
		}
	});
});

describe('after an answer with HTTP 401', () => {
	it.each<[string, () => object]>([
		['an object', () => post({ body: { a: 1 } })],
		['text', () => post({ body: ' {"a": 1}' })],
		['nothing', () => post()],
		['a query', () => get({ qs: { Filters: [{ Name: "a'b" }] } })],
	])('n8n signs what is signed again, and it holds: %s', async (_, request) => {
		wire.answers.push({ status: 401 });
		await send('httpRequestWithAuthentication', request());
		expect(wire.arrived).toHaveLength(2);
		expect(wire.arrived.flatMap((arrived) => faultsOf(arrived))).toEqual([]);
		const [{ headers: _first, ...first }, { headers: _second, ...second }] = wire.arrived;
		expect(second).toEqual(first);
	});

	it('the older helper does not', async () => {
		wire.answers.push({ status: 401 });
		await expect(send('requestWithAuthentication', post())).rejects.toThrow();
		theOne();
	});
});

describe.each(HELPERS)('%s sends nothing and says why', (helper) => {
	it.each<[string, () => object, string]>([
		['a GET with a body', () => get({ body: { a: 1 } }), 'A GET has no body'],
		['a query beside a body', () => post({ qs: { a: 1 } }), 'Move the query parameters there'],
		['a form', () => post({ form: { a: 1 } }), 'takes JSON, not forms'],
		['form data', () => post({ formData: { a: 1 } }), 'takes JSON, not forms'],
		[
			'a form by its type',
			() => post({ body: 'a=1', headers: withType('application/x-www-form-urlencoded') }),
			'takes JSON, not application/x-www-form-urlencoded',
		],
		['URLSearchParams', () => post({ body: new URLSearchParams('a=1') }), 'cannot be signed'],
		['a stream', () => post({ body: Readable.from(['{}']) }), 'cannot be signed'],
		['another method', () => post({ method: 'PUT' }), 'takes GET and POST, not PUT'],
		['no action', () => post({ headers: {} }), 'The header X-TC-Action is missing'],
		[
			'a foreign host',
			() => post({ url: wire.url.replace('127.0.0.1', 'localhost') }),
			'Keys for Tencent Cloud are not sent to localhost:',
		],
	])('for %s', async (_, request, message) => {
		await expect(send(helper, request())).rejects.toThrow(message);
		expect(wire.arrived).toEqual([]);
	});
});
