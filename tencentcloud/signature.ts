import { createHmac, hash } from 'node:crypto';

/** A permanent or temporary key pair. The session token of a temporary pair travels beside the signature, unsigned. */
export interface SigningKeys {
	secretId: string;
	secretKey: string;
}

/** What TC3-HMAC-SHA256 covers: exactly the bytes and header values that go over the wire. */
export interface SignableRequest {
	/** Product name in the credential scope, e.g. `tat`. */
	service: string;
	method: string;
	/** Value of the Host header as sent, with the port where it is not the default one. */
	host: string;
	path: string;
	/** Query string as sent, without the question mark. */
	query: string;
	/** Value of the Content-Type header as sent: it is signed byte for byte. */
	contentType: string;
	/** Value of X-TC-Action. It is signed when given; the official SDKs leave it out, the API takes both. */
	action?: string;
	/** Seconds since the epoch, as sent in X-TC-Timestamp. */
	timestamp: number;
	body: string | Uint8Array;
}

const ALGORITHM = 'TC3-HMAC-SHA256';
const TERMINATOR = 'tc3_request';
const KEY_CACHE_LIMIT = 100;

/**
 * The Authorization header of a Tencent Cloud API 3.0 request.
 *
 * @see https://www.tencentcloud.com/document/api/1147/46697 (signature method v3)
 */
export function authorization(request: SignableRequest, keys: SigningKeys): string {
	const scope = credentialScope(request);
	const signature = createHmac('sha256', signingKey(keys.secretKey, request))
		.update(stringToSign(request))
		.digest('hex');
	return `${ALGORITHM} Credential=${keys.secretId}/${scope}, SignedHeaders=${signedHeaders(request)}, Signature=${signature}`;
}

export function canonicalRequest(request: SignableRequest): string {
	const { method, path, query, contentType, host, action, body } = request;
	const actionLine = action === undefined ? '' : `x-tc-action:${action.toLowerCase()}\n`;
	const headers = `content-type:${contentType}\nhost:${host}\n${actionLine}`;
	return `${method}\n${path}\n${query}\n${headers}\n${signedHeaders(request)}\n${hash('sha256', body)}`;
}

export function stringToSign(request: SignableRequest): string {
	return `${ALGORITHM}\n${request.timestamp}\n${credentialScope(request)}\n${hash('sha256', canonicalRequest(request))}`;
}

function signedHeaders({ action }: SignableRequest): string {
	return action === undefined ? 'content-type;host' : 'content-type;host;x-tc-action';
}

function credentialScope({ timestamp, service }: SignableRequest): string {
	return `${utcDate(timestamp)}/${service}/${TERMINATOR}`;
}

function utcDate(timestamp: number): string {
	return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

// A derived key depends on nothing but the secret, the day and the service, so it serves a day of requests.
const derivedKeys = new Map<string, Buffer>();

function signingKey(secretKey: string, { timestamp, service }: SignableRequest): Buffer {
	const date = utcDate(timestamp);
	const dependsOn = JSON.stringify([secretKey, date, service]);
	const known = derivedKeys.get(dependsOn);
	if (known) return known;

	const derived = [date, service, TERMINATOR].reduce<Buffer | string>(
		(key, part) => createHmac('sha256', key).update(part).digest(),
		`TC3${secretKey}`,
	) as Buffer;
	if (derivedKeys.size >= KEY_CACHE_LIMIT) derivedKeys.clear();
	derivedKeys.set(dependsOn, derived);
	return derived;
}
