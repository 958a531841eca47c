import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type * as SdkSign from 'tencentcloud-sdk-nodejs/tencentcloud/common/sign.js';
import { authorization, canonicalRequest, stringToSign } from '../../../tencentcloud/signature.ts';
import type { SignableRequest, SigningKeys } from '../../../tencentcloud/signature.ts';

interface Vector {
	name: string;
	input: Required<SignableRequest> & SigningKeys & { signAction: boolean };
	expected: { canonicalRequest: string; stringToSign: string; authorization: string };
}

const { vectors } = JSON.parse(
	readFileSync(join(process.cwd(), 'test/unit/data/tc3-vectors.json'), 'utf8'),
) as { vectors: Vector[] };

/** The official SDK's own signature. It leaves the action out, and signs the host without its port. */
const { sign3 } = jest.requireActual<typeof SdkSign.default>(
	'tencentcloud-sdk-nodejs/tencentcloud/common/sign.js',
).default;

function signedBySdk(request: SignableRequest, { secretId, secretKey }: SigningKeys): string {
	const { service, method, host, path, query, contentType, timestamp, body } = request;
	return sign3({
		method,
		url: `https://${host}${path}${query === '' ? '' : `?${query}`}`,
		payload: Buffer.from(body as string),
		timestamp,
		service,
		secretId,
		secretKey,
		multipart: false,
		boundary: '',
		headers: { 'Content-Type': contentType },
	});
}

const REQUEST: SignableRequest = {
	service: 'tat',
	method: 'POST',
	host: 'tat.tencentcloudapi.com',
	path: '/',
	query: '',
	contentType: 'application/json',
	timestamp: 1_700_000_000,
	body: '{}',
};
const KEYS: SigningKeys = { secretId: 'AKID', secretKey: 'secret' };
const DAY = 86_400;

const signatureOf = (header: string) => header.slice(-64);
const RUNS = { seed: 20_201_028, numRuns: 200 };

describe.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
	const { signAction, secretId, secretKey, ...input } = vector.input;
	const request: SignableRequest = { ...input, action: signAction ? input.action : undefined };

	it('has the expected canonical request', () => {
		expect(canonicalRequest(request)).toBe(vector.expected.canonicalRequest);
	});

	it('has the expected string to sign', () => {
		expect(stringToSign(request)).toBe(vector.expected.stringToSign);
	});

	it('has the expected authorization', () => {
		expect(authorization(request, { secretId, secretKey })).toBe(vector.expected.authorization);
	});

	it('has the same signature over the bytes of the body', () => {
		const bytes = { ...request, body: Buffer.from(input.body as string) };
		expect(authorization(bytes, { secretId, secretKey })).toBe(vector.expected.authorization);
	});
});

describe('the official SDK signs the same', () => {
	const anyText = fc.string({ unit: 'binary' });
	const anyKeys = fc.record({ secretId: anyText, secretKey: anyText });

	function agrees<T>(part: fc.Arbitrary<T>, change: (value: T) => Partial<SignableRequest>): void {
		fc.assert(
			fc.property(part, anyKeys, (value, keys) => {
				const request = { ...REQUEST, ...change(value) };
				expect(authorization(request, keys)).toBe(signedBySdk(request, keys));
			}),
			RUNS,
		);
	}

	it('for any body, in any script', () => {
		agrees(fc.string({ unit: 'grapheme', maxLength: 200 }), (body) => ({ body }));
		agrees(fc.json(), (body) => ({ body }));
	});

	it('for an empty body', () => {
		agrees(fc.constant(''), (body) => ({ body }));
	});

	it('for any case of Content-Type', () => {
		agrees(fc.mixedCase(fc.constant('application/json; charset=utf-8')), (contentType) => ({
			contentType,
		}));
	});

	it('for a GET with a query', () => {
		const pairs = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string()), {
			minLength: 1,
		});
		agrees(pairs, (query) => ({
			method: 'GET',
			contentType: 'application/x-www-form-urlencoded',
			// As URLs are written: the SDK reads it back from one.
			query: new URL(`https://tat/?${new URLSearchParams(query)}`).search.slice(1),
			body: '',
		}));
	});

	it('for any time, and on both sides of midnight UTC', () => {
		const midnight = fc.integer({ min: 0, max: 100 * 365 }).map((day) => day * DAY);
		agrees(fc.integer({ min: 0, max: 4_102_444_800 }), (timestamp) => ({ timestamp }));
		agrees(midnight, (timestamp) => ({ timestamp }));
		agrees(midnight, (timestamp) => ({ timestamp: timestamp + DAY - 1 }));
	});

	it('for any service', () => {
		agrees(anyText, (service) => ({ service }));
	});

	it('for any host without a port', () => {
		agrees(fc.domain(), (host) => ({ host: host.toLowerCase() }));
	});

	it('for a host with a port, only when the port is left out of the signature', () => {
		const keys = KEYS;
		fc.assert(
			fc.property(fc.domain(), fc.integer({ min: 1024, max: 65_535 }), (domain, port) => {
				const hostname = domain.toLowerCase();
				const sdk = signedBySdk({ ...REQUEST, host: `${hostname}:${port}` }, keys);
				expect(authorization({ ...REQUEST, host: hostname }, keys)).toBe(sdk);
				expect(authorization({ ...REQUEST, host: `${hostname}:${port}` }, keys)).not.toBe(sdk);
			}),
			RUNS,
		);
	});
});

describe('the action', () => {
	const withAction = { ...REQUEST, action: 'CancelInvocation' };

	it('is among the signed headers, in lower case', () => {
		expect(canonicalRequest(withAction).split('\n').slice(3, 8)).toEqual([
			'content-type:application/json',
			'host:tat.tencentcloudapi.com',
			'x-tc-action:cancelinvocation',
			'',
			'content-type;host;x-tc-action',
		]);
		expect(authorization(withAction, KEYS)).toContain(
			'SignedHeaders=content-type;host;x-tc-action,',
		);
	});

	it('changes the signature by its absence and by its value', () => {
		const signatures = [withAction, REQUEST, { ...REQUEST, action: 'RunCommand' }].map((request) =>
			signatureOf(authorization(request, KEYS)),
		);
		expect(new Set(signatures).size).toBe(3);
	});

	it('gives the same signature in any case', () => {
		fc.assert(
			fc.property(fc.mixedCase(fc.constant('CancelInvocation')), (action) => {
				expect(authorization({ ...REQUEST, action }, KEYS)).toBe(authorization(withAction, KEYS));
			}),
			RUNS,
		);
	});
});

describe('every part that is signed', () => {
	it.each<[string, Partial<SignableRequest>]>([
		['service', { service: 'cvm' }],
		['method', { method: 'GET' }],
		['host', { host: 'tat.intl.tencentcloudapi.com' }],
		['path', { path: '/x' }],
		['query', { query: 'a=b' }],
		['contentType', { contentType: 'Application/json' }],
		['timestamp', { timestamp: REQUEST.timestamp + 1 }],
		['body', { body: '{} ' }],
	])('changes the signature: %s', (_, change) => {
		expect(signatureOf(authorization({ ...REQUEST, ...change }, KEYS))).not.toBe(
			signatureOf(authorization(REQUEST, KEYS)),
		);
	});
});

describe('signing keys that are kept', () => {
	it('give the same signature as new ones, in any order of days, services and secrets', () => {
		const uses = fc.array(
			fc.record({
				day: fc.integer({ min: 0, max: 2 }),
				service: fc.constantFrom('tat', 'cvm', 'sts', '2023-11-14","tat'),
				secretKey: fc.constantFrom('secret', 'Secret', 'secret","2023-11-14', ''),
			}),
			{ minLength: 20, maxLength: 40 },
		);
		fc.assert(
			fc.property(uses, (list) => {
				for (const { day, service, secretKey } of list) {
					const request = { ...REQUEST, service, timestamp: REQUEST.timestamp + day * DAY };
					const keys = { secretId: 'AKID', secretKey };
					expect(authorization(request, keys)).toBe(signedBySdk(request, keys));
				}
			}),
			{ ...RUNS, numRuns: 20 },
		);
	});

	it('are derived once a day, and no more than 100 of them are kept', () => {
		const derivations = jest.spyOn(crypto, 'createSecretKey');
		let fresh = { authorization };
		jest.isolateModules(() => {
			fresh = jest.requireActual('../../../tencentcloud/signature.ts');
		});
		/** How many keys are derived for a request with each of these secrets. */
		const derivedFor = (secrets: number[], timestamp = 0) => {
			derivations.mockClear();
			for (const secret of secrets) {
				const keys = { secretId: 'AKID', secretKey: `secret-${secret}` };
				fresh.authorization({ ...REQUEST, timestamp }, keys);
			}
			return derivations.mock.calls.length;
		};
		const hundred = Array.from({ length: 100 }, (_, index) => index);
		const derived = {
			first: derivedFor(hundred),
			again: derivedFor(hundred),
			laterThatDay: derivedFor([0], DAY - 1),
			nextDay: derivedFor([0], DAY),
			afterOneMore: derivedFor(hundred),
		};
		derivations.mockRestore();
		expect(derived).toEqual({
			first: 100,
			again: 0,
			laterThatDay: 0,
			nextDay: 1,
			afterOneMore: 100,
		});
	});

	it('stay right when there are more of them than are kept', () => {
		const all = Array.from({ length: 350 }, (_item, index) => ({
			secretId: 'AKID',
			secretKey: `secret-${index}`,
		}));
		const once = all.map((keys) => authorization(REQUEST, keys));
		expect(once).toEqual(all.map((keys) => signedBySdk(REQUEST, keys)));
		expect(all.map((keys) => authorization(REQUEST, keys))).toEqual(once);
	});
});
