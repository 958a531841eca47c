import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAuthorization, signatureMatches } from '../../../emulator/signature.mts';
import type { SignedRequest } from '../../../emulator/signature.mts';

interface Vector {
	name: string;
	input: {
		secretKey: string;
		host: string;
		path: string;
		query: string;
		method: string;
		contentType: string;
		action: string;
		timestamp: number;
		body: string;
	};
	expected: { authorization: string };
}

const { vectors } = JSON.parse(
	readFileSync(join(process.cwd(), 'test/unit/data/tc3-vectors.json'), 'utf8'),
) as { vectors: Vector[] };

function requestOf({ input }: Vector): SignedRequest {
	return {
		method: input.method,
		path: input.path,
		query: input.query,
		headers: {
			'content-type': input.contentType,
			host: input.host,
			'x-tc-action': input.action,
		},
		body: Buffer.from(input.body),
	};
}

function accepts(request: SignedRequest, { input, expected }: Vector, secretKey = input.secretKey) {
	const authorization = parseAuthorization(expected.authorization);
	if (authorization === undefined) throw new Error('The vector has no readable Authorization');
	return signatureMatches(request, authorization, input.timestamp, secretKey);
}

/** The same bytes with one bit of the byte at `index` flipped. */
function tampered(text: string, index: number): string {
	return (
		text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ 1) + text.slice(index + 1)
	);
}

describe.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
	const request = requestOf(vector);

	it('is accepted', () => {
		expect(accepts(request, vector)).toBe(true);
	});

	it('is accepted when the host is sent with a port that was not signed', () => {
		const headers = { ...request.headers, host: `${request.headers.host}:9600` };
		expect(accepts({ ...request, headers }, vector)).toBe(true);
	});

	it('is refused with any byte of the body changed', () => {
		const body = Buffer.from(request.body);
		const accepted = [...body.keys()].filter((index) => {
			const changed = Buffer.from(body);
			changed[index] ^= 1;
			return accepts({ ...request, body: changed }, vector);
		});
		expect(accepted).toEqual([]);
	});

	it.each(['content-type', 'host'])('is refused with any byte of %s changed', (name) => {
		const value = request.headers[name] ?? '';
		const accepted = [...value].filter((_character, index) => {
			const headers = { ...request.headers, [name]: tampered(value, index) };
			return accepts({ ...request, headers }, vector);
		});
		expect(accepted).toEqual([]);
	});

	it('is refused with another method, path, query, time or key', () => {
		const { timestamp, secretKey } = vector.input;
		const later = { ...vector, input: { ...vector.input, timestamp: timestamp + 1 } };
		expect(accepts({ ...request, method: 'PUT' }, vector)).toBe(false);
		expect(accepts({ ...request, path: '/x' }, vector)).toBe(false);
		expect(accepts({ ...request, query: 'a=b' }, vector)).toBe(false);
		expect(accepts(request, later)).toBe(false);
		expect(accepts(request, vector, tampered(secretKey, secretKey.length - 1))).toBe(false);
	});

	it('is refused with any digit of the signature changed', () => {
		const { authorization } = vector.expected;
		const start = authorization.length - 64;
		const accepted = Array.from({ length: 64 }, (_item, index) => start + index).filter((index) => {
			const digit = authorization[index] === '0' ? '1' : '0';
			const changed = authorization.slice(0, index) + digit + authorization.slice(index + 1);
			return accepts(request, { ...vector, expected: { authorization: changed } });
		});
		expect(accepted).toEqual([]);
	});
});

describe('signed headers', () => {
	const vector = vectors.find(
		({ name }) => name === 'tat-cancelinvocation-all+action-signed',
	) as Vector;

	it('cover the action when it is signed', () => {
		const headers = { ...requestOf(vector).headers, 'x-tc-action': 'RunCommand' };
		expect(accepts({ ...requestOf(vector), headers }, vector)).toBe(false);
	});

	it('must all be present', () => {
		const headers = { ...requestOf(vector).headers, 'x-tc-action': undefined };
		expect(accepts({ ...requestOf(vector), headers }, vector)).toBe(false);
	});
});

describe('a signature over the wrong things', () => {
	const timestamp = 1_700_000_000;
	const headers = { 'content-type': 'application/json', host: 'tat.tencentcloudapi.com' };
	const request: SignedRequest = {
		method: 'POST',
		path: '/',
		query: '',
		headers,
		body: Buffer.of(),
	};
	const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
	const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);

	/** Signs correctly, but with the date and headers it is told. */
	function signedWith(date: string, signedHeaders: Array<keyof typeof headers>): boolean {
		const lines = signedHeaders.map((name) => `${name}:${headers[name]}\n`).join('');
		const canonical = `POST\n/\n\n${lines}\n${signedHeaders.join(';')}\n${sha256('')}`;
		const scope = `${date}/tat/tc3_request`;
		let key = Buffer.from('TC3key');
		for (const part of scope.split('/')) key = hmac(key, part).digest();
		const text = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`;
		const signature = hmac(key, text).digest('hex');
		const authorization = { secretId: 'id', date, service: 'tat', signedHeaders, signature };
		return signatureMatches(request, authorization, timestamp, 'key');
	}

	it('is refused', () => {
		expect(signedWith('2023-11-14', ['content-type', 'host'])).toBe(true);
		expect(signedWith('2023-11-15', ['content-type', 'host'])).toBe(false);
		expect(signedWith('2023-11-14', ['host'])).toBe(false);
		expect(signedWith('2023-11-14', ['content-type'])).toBe(false);
	});
});

describe('an Authorization header', () => {
	const good = vectors[0].expected.authorization;

	it.each([
		['another algorithm', good.replace('TC3-HMAC-SHA256', 'TC3-HMAC-SHA1')],
		['no scope', good.replace('/cvm/tc3_request', '')],
		['no signed headers', good.replace(/ SignedHeaders=[^,]+,/, '')],
		['a short signature', good.slice(0, -1)],
		['something behind it', `${good} x`],
	])('with %s is malformed', (_, header) => {
		expect(parseAuthorization(header)).toBeUndefined();
	});
});
