import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it arrived: header names in lower case, `query` raw and without the `?`. */
export interface SignedRequest {
	method: string;
	path: string;
	query: string;
	headers: Record<string, string | undefined>;
	body: Uint8Array;
}

/** What a TC3-HMAC-SHA256 Authorization header says. */
export interface Authorization {
	secretId: string;
	date: string;
	service: string;
	signedHeaders: string[];
	signature: string;
}

const AUTHORIZATION =
	/^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{4}-\d{2}-\d{2})\/([^/,\s]+)\/tc3_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/** Reads an Authorization header; undefined when it does not have the documented shape. */
export function parseAuthorization(header: string): Authorization | undefined {
	const match = AUTHORIZATION.exec(header);
	if (match === null) return undefined;
	const [, secretId, date, service, names, signature] = match;
	return { secretId, date, service, signedHeaders: names.split(';'), signature };
}

/**
 * Recomputes the signature as "Signature Method v3" documents it and compares in constant time.
 * `timestamp` is X-TC-Timestamp in seconds; the scope's date must be its UTC date.
 */
export function signatureMatches(
	request: SignedRequest,
	authorization: Authorization,
	timestamp: number,
	secretKey: string,
): boolean {
	const { date, service, signedHeaders } = authorization;
	if (date !== new Date(timestamp * 1000).toISOString().slice(0, 10)) return false;
	if (!['content-type', 'host'].every((name) => signedHeaders.includes(name))) return false;
	if (signedHeaders.some((name) => request.headers[name] === undefined)) return false;

	// The official Node SDK signs the host without the port it then sends.
	const host = request.headers.host ?? '';
	return [host, host.replace(/:\d+$/, '')].some((signedHost) => {
		const headers = { ...request.headers, host: signedHost };
		const expected = sign(canonicalRequest({ ...request, headers }, signedHeaders));
		return timingSafeEqual(Buffer.from(expected), Buffer.from(authorization.signature));
	});

	function sign(canonical: string): string {
		const scope = `${date}/${service}/tc3_request`;
		const key = [date, service, 'tc3_request'].reduce(hmac, Buffer.from(`TC3${secretKey}`));
		return hmac(key, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString(
			'hex',
		);
	}
}

function canonicalRequest(request: SignedRequest, signedHeaders: string[]): string {
	const headers = signedHeaders.map(
		(name) => `${name}:${request.headers[name]?.trim().toLowerCase()}\n`,
	);
	return [
		request.method,
		request.path,
		request.query,
		headers.join(''),
		signedHeaders.join(';'),
		sha256(request.body),
	].join('\n');
}

function hmac(key: Buffer, text: string): Buffer {
	return createHmac('sha256', key).update(text).digest();
}

function sha256(data: string | Uint8Array): string {
	return createHash('sha256').update(data).digest('hex');
}
