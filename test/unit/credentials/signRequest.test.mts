import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import type { ReceivedRequest, TencentCloudCredential } from '../../../credentials/signRequest.ts';
import { signRequest, UnsignableRequestError } from '../../../credentials/signRequest.ts';
import { EndpointError } from '../../../tencentcloud/endpoint.ts';
import { faultsOf, KEYS } from './wire.mts';

const NOW = Date.parse('2026-01-02T23:59:59.999Z');
const EPOCH = '1970-01-01T00%3A00%3A00';
const RUNS = { seed: 20_201_028, numRuns: 200 };

type Signed = ReturnType<typeof signRequest> & { headers: Record<string, unknown> };

function sign(
	request: Partial<ReceivedRequest>,
	credential: Partial<TencentCloudCredential> = {},
	now = NOW,
): Signed {
	const received = { method: 'POST', ...request } as ReceivedRequest;
	return signRequest(frozen(received), frozen({ ...KEYS, ...credential }), () => now) as Signed;
}

/** A request to TAT. */
const tat = (request: Partial<ReceivedRequest> = {}): Partial<ReceivedRequest> => ({
	url: 'https://tat.tencentcloudapi.com/',
	headers: { 'X-TC-Action': 'DescribeRegions' },
	...request,
});

/** Cannot be changed, down to the last value of its plain objects. */
function frozen<T>(value: T): T {
	if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
		if (!(value instanceof Readable)) Object.freeze(value);
		Object.values(value).forEach(frozen);
	}
	return value;
}

/** The values of a header, whatever its case. */
const valuesOf = ({ headers }: Signed, wanted: string) =>
	Object.entries(headers)
		.filter(([name]) => name.toLowerCase() === wanted.toLowerCase())
		.map(([, value]) => value);
const valueOf = (signed: Signed, wanted: string) => {
	const values = valuesOf(signed, wanted);
	expect(values.length).toBeLessThanOrEqual(1);
	return values[0];
};
const textOf = ({ body }: Signed) => (body === undefined ? undefined : String(body as Buffer));

/** The request as it would arrive. */
function arrived(signed: Signed) {
	const { host, pathname, search } = new URL(signed.url);
	const headers: Record<string, string[]> = { host: [host] };
	for (const [name, value] of Object.entries(signed.headers)) {
		(headers[name.toLowerCase()] ??= []).push(String(value));
	}
	return {
		method: String(signed.method),
		path: pathname,
		query: search.slice(1),
		headers,
		body: (signed.body as Buffer | undefined) ?? Buffer.of(),
	};
}

describe('the request that is sent', () => {
	it('is whole', () => {
		const signed = sign(tat({ body: { InvocationId: 'inv-1' } }), { region: 'ap-guangzhou' });
		expect(signed).toEqual({
			method: 'POST',
			url: 'https://tat.tencentcloudapi.com/',
			body: Buffer.from('{"InvocationId":"inv-1"}'),
			headers: {
				'X-TC-Action': 'DescribeRegions',
				'X-TC-Version': '2020-10-28',
				'X-TC-Language': 'en-US',
				'X-TC-Region': 'ap-guangzhou',
				'X-TC-Timestamp': '1767398399',
				'Content-Type': 'application/json',
				Authorization: expect.stringMatching(
					/^TC3-HMAC-SHA256 Credential=AKIDwire\/2026-01-02\/tat\/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=[0-9a-f]{64}$/,
				),
			},
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
		expect(faultsOf(arrived(signed))).toEqual([]);
	});

	it('keeps the options that have nothing to do with the signature', () => {
		const { signal } = new AbortController();
		const options = {
			timeout: 1000,
			json: true,
			encoding: 'text' as const,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			skipSslCertificateValidation: true,
			proxy: { host: 'proxy.example', port: 8080 },
			abortSignal: signal,
		};
		const signed = signRequest(
			{ method: 'POST', ...tat(), ...options } as ReceivedRequest,
			KEYS,
			() => NOW,
		);
		expect(signed).toMatchObject(options);
		expect(signed.abortSignal).toBe(signal);
	});

	it('has no user name and password, which would replace the signature', () => {
		const auth = { username: 'user', password: 'word', sendImmediately: false };
		expect(sign(tat({ auth }))).not.toHaveProperty('auth');
	});

	it('never follows a redirect, whatever was asked for', () => {
		const wished = { disableFollowRedirect: false, followRedirect: true, followAllRedirects: true };
		expect(sign(tat(wished as Partial<ReceivedRequest>))).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
	});

	it('has nothing of the older shape that would change it again', () => {
		const signed = sign(tat({ url: undefined, uri: 'https://tat.tencentcloudapi.com', qs: {} }));
		for (const name of ['uri', 'baseURL', 'qs', 'form', 'formData']) {
			expect(signed).not.toHaveProperty(name);
		}
	});

	it('shares nothing with the body received', () => {
		const body = Buffer.from('{"a":1}');
		const signed = sign(tat({ body }));
		body.fill(' ');
		expect(textOf(signed)).toBe('{"a":1}');
	});
});

describe('signing again', () => {
	it('is as signing the first time, at another time and with other keys', () => {
		const request = tat({ body: { a: 1 }, headers: { 'x-tc-action': 'RunCommand' } });
		const other = { secretId: 'AKIDother', secretKey: 'other', sessionToken: 'token' };
		const first = sign(request, { sessionToken: 'old token' }, NOW);
		const later = NOW + 86_400_000;
		expect(sign(first as ReceivedRequest, other, later)).toEqual(sign(request, other, later));
		expect(sign(first as ReceivedRequest, {}, later)).toEqual(sign(request, {}, later));
	});

	it('works for a GET with a query', () => {
		const request = tat({ method: 'GET', qs: { Limit: 1, Filters: [{ Name: 'a b' }] } });
		const first = sign(request);
		expect(sign(first as ReceivedRequest)).toEqual(first);
	});

	it('leaves nothing of an older signature, whatever the case of its headers', () => {
		const old = {
			authorization: 'TC3-HMAC-SHA256 old',
			'content-type': 'application/json; charset=old',
			'content-length': '12345',
			host: 'old.example',
			'x-tc-timestamp': '1',
			'x-tc-token': 'old',
		};
		fc.assert(
			fc.property(fc.mixedCase(fc.constantFrom(...Object.keys(old))), (name) => {
				const value = old[name.toLowerCase() as keyof typeof old];
				const signed = sign(tat({ headers: { 'X-TC-Action': 'RunCommand', [name]: value } }));
				const values = valuesOf(signed, name);
				// The type alone is a wish that is heard.
				if (name.toLowerCase() === 'content-type') expect(values).toEqual([value]);
				else expect(values).not.toContain(value);
				expect(faultsOf(arrived(signed))).toEqual([]);
			}),
			RUNS,
		);
	});
});

describe('headers', () => {
	it('are read in any case', () => {
		const name = (text: string) => fc.mixedCase(fc.constant(text));
		fc.assert(
			fc.property(
				name('X-TC-Action'),
				name('X-TC-Version'),
				name('X-TC-Region'),
				name('X-TC-Language'),
				(action, version, region, language) => {
					const headers = {
						[action]: 'DescribeRegions',
						[version]: '2099-01-01',
						[region]: 'ap-tokyo',
						[language]: 'zh-CN',
					};
					const signed = sign(tat({ headers }), { region: 'ap-guangzhou' });
					expect(signed.headers).toMatchObject(headers);
					expect(valueOf(signed, 'X-TC-Version')).toBe('2099-01-01');
					expect(valueOf(signed, 'X-TC-Region')).toBe('ap-tokyo');
					expect(valueOf(signed, 'X-TC-Language')).toBe('zh-CN');
					expect(faultsOf(arrived(signed))).toEqual([]);
				},
			),
			RUNS,
		);
	});

	it.each([undefined, null, false])('with the value %s are as if they were not there', (value) => {
		const headers = {
			'X-TC-Action': 'DescribeRegions',
			'x-tc-version': value,
			'x-tc-region': value,
			'content-type': value,
		};
		const signed = sign(tat({ headers: headers as never }), { region: 'ap-guangzhou' });
		expect(valueOf(signed, 'X-TC-Version')).toBe('2020-10-28');
		expect(valueOf(signed, 'X-TC-Region')).toBe('ap-guangzhou');
		expect(valueOf(signed, 'Content-Type')).toBe('application/json');
		expect(() => sign(tat({ headers: { 'X-TC-Action': value } as never }))).toThrow(
			'The header X-TC-Action is missing',
		);
	});

	it('are signed without the white space around them, which does not arrive', () => {
		const trim = sign(tat({ headers: { 'X-TC-Action': 'DescribeRegions' } }));
		const padded = sign(tat({ headers: { 'X-TC-Action': ' DescribeRegions\t' } }));
		expect(valueOf(padded, 'Authorization')).toBe(valueOf(trim, 'Authorization'));
	});

	it.each(['', ' ', undefined])('without an action (%j) are refused', (action) => {
		const headers = { 'X-TC-Action': action } as never;
		expect(() => sign(tat({ headers }))).toThrow(UnsignableRequestError);
		expect(() => sign(tat({ headers }))).toThrow(
			'The header X-TC-Action is missing. Set it to the name of the action, e.g. DescribeRegions',
		);
	});

	it('are not needed at all to say that', () => {
		expect(() => sign(tat({ headers: undefined }))).toThrow('The header X-TC-Action is missing');
	});

	it('must have a version for any service but TAT', () => {
		const request = tat({ url: 'https://cvm.tencentcloudapi.com' });
		expect(() => sign(request)).toThrow(UnsignableRequestError);
		expect(() => sign(request)).toThrow(
			'The header X-TC-Version is missing. Set it to the API version of cvm',
		);
		const headers = { 'X-TC-Action': 'DescribeInstances', 'x-tc-version': '2017-03-12' };
		const signed = sign({ ...request, headers });
		expect(valueOf(signed, 'X-TC-Version')).toBe('2017-03-12');
	});
});

describe('the credential', () => {
	it('is used without the white space that copying brings along', () => {
		const padded = {
			secretId: ` ${KEYS.secretId}\n`,
			secretKey: `\t${KEYS.secretKey} `,
			sessionToken: ' token\n',
			region: ' ap-guangzhou ',
		};
		const clean = { ...KEYS, sessionToken: 'token', region: 'ap-guangzhou' };
		expect(sign(tat(), padded)).toEqual(sign(tat(), clean));
	});

	it.each([
		{ secretId: '' },
		{ secretKey: '' },
		{ secretId: ' ' },
		{ secretKey: '\n' },
		{ secretId: undefined },
		{ secretKey: null },
	])('must have both keys, not %j', (keys) => {
		const credential = keys as Partial<TencentCloudCredential>;
		expect(() => sign(tat(), credential)).toThrow(UnsignableRequestError);
		expect(() => sign(tat(), credential)).toThrow('no SecretId or no SecretKey');
	});

	it('sends its session token, which changes nothing in the signature', () => {
		const permanent = sign(tat());
		const temporary = sign(tat(), { sessionToken: 'token' });
		expect(valueOf(temporary, 'X-TC-Token')).toBe('token');
		expect(valuesOf(permanent, 'X-TC-Token')).toEqual([]);
		expect(valueOf(temporary, 'Authorization')).toBe(valueOf(permanent, 'Authorization'));
	});

	it.each(['', '  ', undefined])('sends no token or region when that is %j', (value) => {
		const signed = sign(tat(), { sessionToken: value, region: value });
		expect(signed.headers).not.toHaveProperty('X-TC-Token');
		expect(signed.headers).not.toHaveProperty('X-TC-Region');
	});

	it('gives a region only where the request has none', () => {
		const region = 'ap-guangzhou';
		const headers = { 'X-TC-Action': 'DescribeRegions', 'x-tc-region': 'ap-tokyo' };
		expect(valueOf(sign(tat(), { region }), 'X-TC-Region')).toBe('ap-guangzhou');
		expect(valueOf(sign(tat({ headers }), { region }), 'X-TC-Region')).toBe('ap-tokyo');
	});

	it('is nowhere in what is sent but where it must be', () => {
		const signed = sign(tat(), { secretKey: 'Gu5t9xGARN', sessionToken: 'token-1' });
		expect(JSON.stringify(signed)).not.toContain('Gu5t9xGARN');
		expect(JSON.stringify(signed).split('token-1')).toHaveLength(2);
	});
});

describe('the address', () => {
	const host = 'https://tat.tencentcloudapi.com';
	it.each<[string, Partial<ReceivedRequest>]>([
		['url', { url: host }],
		['uri', { url: undefined, uri: host }],
		['a URL object as uri', { url: undefined, uri: new URL(host) }],
		['url before uri, as n8n takes them', { url: host, uri: 'https://cvm.tencentcloudapi.com' }],
		['baseURL and a path', { baseURL: host, url: '/' }],
		['baseURL with a slash and a path', { baseURL: `${host}/`, url: '/' }],
		['baseURL with slashes and a path', { baseURL: `${host}//`, url: '//' }],
		['baseURL and no path', { baseURL: host, url: '' }],
		['baseURL alone', { baseURL: host, url: undefined }],
		['baseURL without a scheme', { baseURL: 'tat.tencentcloudapi.com', url: '/' }],
		['baseURL and a whole uri', { baseURL: 'https://a.example', url: undefined, uri: host }],
		['a host', { url: 'tat.tencentcloudapi.com' }],
		['a question mark and nothing behind it', { url: `${host}/?` }],
	])('may be %s', (_, address) => {
		const signed = sign(tat(address));
		expect(signed.url).toBe('https://tat.tencentcloudapi.com/');
		expect(faultsOf(arrived(signed))).toEqual([]);
	});

	it.each<[string, Partial<ReceivedRequest>]>([
		['foreign', { url: 'https://evil.example' }],
		['foreign behind an official baseURL', { baseURL: host, url: 'https://evil.example/' }],
		['foreign, as baseURL', { baseURL: 'https://evil.example', url: '/tat.tencentcloudapi.com' }],
		['official, but not encrypted', { url: 'http://tat.tencentcloudapi.com' }],
		['empty', { url: '' }],
		['missing', { url: undefined }],
	])('is refused when it is %s', (_, address) => {
		expect(() => sign(tat(address))).toThrow(EndpointError);
	});

	it('gets no keys when it is neither official nor the own endpoint, also where there is none', () => {
		for (const endpoint of [undefined, '', 'gateway.example']) {
			expect(() => sign(tat({ url: 'https://evil.example' }), { endpoint })).toThrow(
				'are not sent to evil.example',
			);
		}
	});

	it('is named as it was given when it is no URL', () => {
		expect(() => sign(tat({ url: 'no host' }))).toThrow('"no host" is not a URL');
	});

	it('is baseURL and the path below it', () => {
		expect(sign(tat({ baseURL: `${host}/a`, url: 'b//c' })).url).toBe(`${host}/a/b//c`);
	});

	it('stays at the host of baseURL when the path looks like a host', () => {
		const signed = sign(tat({ baseURL: host, url: '//evil.example' }));
		expect(signed.url).toBe(`${host}/evil.example`);
		expect(faultsOf(arrived(signed))).toEqual([]);
	});

	it.each([
		['tat.tencentcloudapi.com', 'tat'],
		['tat.intl.tencentcloudapi.com', 'tat'],
		['tat.internal.tencentcloudapi.com', 'tat'],
		['tat.ap-shanghai-fsi.tencentcloudapi.com', 'tat'],
		['cvm.tencentcloudapi.com', 'cvm'],
		['cbs.tencentcloudapi.com', 'cbs'],
		['sts.tencentcloudapi.com', 'sts'],
		['sts.ap-guangzhou.tencentcloudapi.com', 'sts'],
		['monitor.intl.tencentcloudapi.com', 'monitor'],
	])('%s is signed for %s', (hostname, service) => {
		const headers = { 'X-TC-Action': 'DescribeInstances', 'X-TC-Version': '2017-03-12' };
		for (const method of ['GET', 'POST'] as const) {
			const signed = sign({ method, url: `https://${hostname}`, headers });
			expect(faultsOf(arrived(signed), service)).toEqual([]);
		}
	});

	it.each([
		['http://127.0.0.1:9600', '127.0.0.1:9600'],
		['http://[::1]:9600', '[::1]:9600'],
		['https://gateway.example', 'gateway.example'],
		['https://gateway.example:443', 'gateway.example'],
	])('%s, as the own endpoint, is signed for tat with the Host %s', (endpoint, expected) => {
		const signed = sign(tat({ url: endpoint }), { endpoint });
		expect(new URL(signed.url).host).toBe(expected);
		expect(valueOf(signed, 'Authorization')).toContain('/tat/tc3_request');
	});
});

describe('the query of a GET', () => {
	const queryOf = (qs: unknown, url = 'https://tat.tencentcloudapi.com/') => {
		const signed = sign(tat({ method: 'GET', url, qs: qs as never }));
		expect(faultsOf(arrived(signed))).toEqual([]);
		return new URL(signed.url).search.slice(1);
	};

	it.each([
		[undefined, ''],
		[{}, ''],
		[{ Limit: 1, HideOutput: false, Name: 'a' }, 'Limit=1&HideOutput=false&Name=a'],
		[{ InstanceIds: ['ins-1', 'ins-2'] }, 'InstanceIds.0=ins-1&InstanceIds.1=ins-2'],
		[
			{ Filters: [{ Name: 'n', Values: ['a', 'b'] }, { Name: 'm' }] },
			'Filters.0.Name=n&Filters.0.Values.0=a&Filters.0.Values.1=b&Filters.1.Name=m',
		],
		[{ a: null, b: undefined, c: [], d: {}, e: '' }, 'e='],
		[{ a: 'x y+z&=?#/%', 'b c': 1 }, 'a=x%20y%2Bz%26%3D%3F%23%2F%25&b%20c=1'],
		[{ a: "!'()*~-_." }, 'a=%21%27%28%29%2A~-_.'],
		[{ a: '未命名🚀' }, 'a=%E6%9C%AA%E5%91%BD%E5%90%8D%F0%9F%9A%80'],
		[{ a: { toJSON: 'x' } }, 'a.toJSON=x'],
		[{ a: new Date(0), b: { c: new Date(1) } }, `a=${EPOCH}.000Z&b.c=${EPOCH}.001Z`],
	])('%j is %s', (qs, query) => {
		expect(queryOf(qs)).toBe(query);
	});

	it('is added to the one in the address', () => {
		const url = 'https://tat.tencentcloudapi.com/?Limit=1&Name=a%20b';
		expect(queryOf({ Offset: 2 }, url)).toBe('Limit=1&Name=a%20b&Offset=2');
		expect(queryOf({}, url)).toBe('Limit=1&Name=a%20b');
		expect(queryOf({ a: 1 }, 'https://tat.tencentcloudapi.com/??b=2')).toBe('?b=2&a=1');
	});

	it('is read back as it was given', () => {
		const text = fc.string({ unit: 'grapheme' });
		fc.assert(
			fc.property(fc.dictionary(text, text), (qs) => {
				expect(Object.fromEntries(new URLSearchParams(queryOf(qs)))).toEqual({ ...qs });
			}),
			RUNS,
		);
	});

	it('is signed with the type of an empty form, and without a body', () => {
		const headers = { 'X-TC-Action': 'DescribeRegions', 'Content-Type': 'application/json' };
		for (const body of [undefined, null, '', {}, Buffer.of()]) {
			const signed = sign(tat({ method: 'GET', headers, body: body as never }));
			expect(valueOf(signed, 'Content-Type')).toBe('application/x-www-form-urlencoded');
			expect(signed).not.toHaveProperty('body');
			expect(faultsOf(arrived(signed))).toEqual([]);
		}
	});

	it('is what the method is when there is none', () => {
		expect(sign(tat({ method: undefined })).method).toBe('GET');
		expect(sign(tat({ method: 'get' as never })).method).toBe('GET');
		expect(sign(tat({ method: 'post' as never })).method).toBe('POST');
	});
});

describe('the body of a POST', () => {
	it.each([
		['an object', { a: [1, 'x', null] }, '{"a":[1,"x",null]}'],
		['an object with a field called pipe', { pipe: 'x' }, '{"pipe":"x"}'],
		['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
		['an array', [1], '[1]'],
		['an empty object', {}, '{}'],
		['nothing', undefined, '{}'],
		['null', null, '{}'],
		['an empty text', '', '{}'],
		['an empty Buffer', Buffer.of(), '{}'],
		['JSON text with padding', ' {"a": 1}\n', ' {"a": 1}\n'],
		['text that is no JSON', 'not JSON', 'not JSON'],
		['a Buffer', Buffer.from('{"a":"\\u672a未"}'), '{"a":"\\u672a未"}'],
		['bytes', new Uint8Array([123, 125, 32]), '{} '],
	])('may be %s', (_, body, sent) => {
		const signed = sign(tat({ body: body as never }));
		expect(textOf(signed)).toBe(sent);
		expect(faultsOf(arrived(signed))).toEqual([]);
	});

	it('may be text in any script', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
				const signed = sign(tat({ body: text }));
				expect(textOf(signed)).toBe(text);
				expect(faultsOf(arrived(signed))).toEqual([]);
			}),
			RUNS,
		);
	});

	it.each([
		['a stream', () => Readable.from(['{}'])],
		['a stream through which nothing has come', () => new PassThrough()],
		['URLSearchParams', () => new URLSearchParams('a=1')],
		['URLSearchParams without a field', () => new URLSearchParams()],
		['FormData', () => new FormData()],
		['a Blob', () => new Blob(['{}'])],
		['an ArrayBuffer', () => new ArrayBuffer(2)],
		['a Map', () => new Map([['a', 1]])],
		['a number', () => 0],
		['a boolean', () => false],
	])('is refused when it is %s', (_, make) => {
		for (const method of ['POST', 'GET'] as const) {
			expect(() => sign(tat({ method, body: make() as never }))).toThrow(UnsignableRequestError);
		}
		expect(() => sign(tat({ body: make() as never }))).toThrow(
			'give a JSON object, JSON text or a Buffer',
		);
	});

	it.each([
		['form', { form: { a: 1 } }],
		['form without a field', { form: {} }],
		['formData', { formData: { a: 1 } }],
	])('is refused when it is given as %s', (_, shape) => {
		expect(() => sign(tat(shape))).toThrow(UnsignableRequestError);
		expect(() => sign(tat(shape))).toThrow('not forms. Set Body Content Type to JSON');
	});

	it.each([
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'text/plain',
		'application/jsonp',
		'application/json-patch+json',
		'text/application/json',
	])('is refused with the type %s', (type) => {
		const headers = { 'X-TC-Action': 'DescribeRegions', 'content-TYPE': type };
		expect(() => sign(tat({ headers, body: '{}' }))).toThrow(UnsignableRequestError);
		expect(() => sign(tat({ headers, body: '{}' }))).toThrow(`takes JSON, not ${type}`);
	});

	it.each([
		[undefined, 'application/json'],
		['', 'application/json'],
		['application/json', 'application/json'],
		['Application/JSON; Charset=UTF-8', 'application/json; charset=utf-8'],
		[' application/json ;charset=utf-8 ', 'application/json ;charset=utf-8'],
	])('with the type %j is sent as %s', (type, sent) => {
		const headers = { 'X-TC-Action': 'DescribeRegions', 'content-TYPE': type };
		const signed = sign(tat({ headers: headers as never, body: '{}' }));
		expect(valueOf(signed, 'Content-Type')).toBe(sent);
		expect(faultsOf(arrived(signed))).toEqual([]);
	});

	it('is refused for a GET', () => {
		for (const body of ['{}', { a: 1 }, [1], Buffer.from('{}')]) {
			const request = tat({ method: 'GET', body: body as never });
			expect(() => sign(request)).toThrow(UnsignableRequestError);
			expect(() => sign(request)).toThrow('A GET has no body');
		}
	});

	it('is refused beside a query', () => {
		for (const part of [{ qs: { a: 1 } }, { url: 'https://tat.tencentcloudapi.com/?a=1' }]) {
			expect(() => sign(tat({ ...part, body: { b: 1 } }))).toThrow(UnsignableRequestError);
			expect(() => sign(tat({ ...part, body: { b: 1 } }))).toThrow('Move the query parameters');
		}
	});

	it.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const)('is refused for %s', (method) => {
		const request = tat({ method: method as 'PUT' });
		expect(() => sign(request)).toThrow(UnsignableRequestError);
		expect(() => sign(request)).toThrow(`takes GET and POST, not ${method}`);
	});
});

it('is signed for the second in which it is sent', () => {
	const signed = sign(tat(), {}, NOW + 1);
	expect(valueOf(signed, 'X-TC-Timestamp')).toBe('1767398400');
	expect(valueOf(signed, 'Authorization')).toContain('/2026-01-03/tat/tc3_request');
});
