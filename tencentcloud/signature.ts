import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** A permanent or temporary key pair. The session token of a temporary pair is sent along with the signature, unsigned. */
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
	/** Value of X-TC-Action. It is signed when given; the official SDKs omit it, and the API accepts both. */
	action?: string;
	/** Seconds since the epoch, as sent in X-TC-Timestamp. */
	timestamp: number;
	body: string | Uint8Array;
}

const ALGORITHM = 'TC3-HMAC-SHA256';
const TERMINATOR = 'tc3_request';
const SECONDS_A_DAY = 86_400;
const CACHE_LIMIT = 100;

/**
 * The Authorization header of a Tencent Cloud API 3.0 request.
 *
 * @see https://www.tencentcloud.com/document/api/1147/46697 (signature method v3)
 */
export function authorization(request: SignableRequest, keys: SigningKeys): string {
	const { scope, key } = derived(keys.secretKey, request);
	const signature = createHmac('sha256', key).update(toSign(request, scope)).digest('hex');
	return `${ALGORITHM} Credential=${keys.secretId}/${scope}, SignedHeaders=${signedHeaders(request)}, Signature=${signature}`;
}

export function canonicalRequest(request: SignableRequest): string {
	const { method, path, query, contentType, host, action, body } = request;
	const actionLine = action === undefined ? '' : `x-tc-action:${action.toLowerCase()}\n`;
	const headers = `content-type:${contentType}\nhost:${host}\n${actionLine}`;
	return `${method}\n${path}\n${query}\n${headers}\n${signedHeaders(request)}\n${hash('sha256', body)}`;
}

export function stringToSign(request: SignableRequest): string {
	return toSign(request, credentialScope(request));
}

function toSign(request: SignableRequest, scope: string): string {
	return `${ALGORITHM}\n${request.timestamp}\n${scope}\n${hash('sha256', canonicalRequest(request))}`;
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

/** Depends only on the secret, the service and the day, so all requests of a day share it. */
interface Derived {
	scope: string;
	/** An object, so that Node.js does not prepare the key again for every signature. */
	key: KeyObject;
}

const known = new Map<string, Derived>();

function derived(secretKey: string, request: SignableRequest): Derived {
	const { timestamp, service } = request;
	const dependsOn = `${Math.floor(timestamp / SECONDS_A_DAY)} ${service.length} ${service}${secretKey}`;
	const cached = known.get(dependsOn);
	if (cached) return cached;

	const steps = [utcDate(timestamp), service, TERMINATOR];
	const key = steps.reduce<Buffer | string>(
		(previous, step) => createHmac('sha256', previous).update(step).digest(),
		`TC3${secretKey}`,
	) as Buffer;
	const made = { scope: credentialScope(request), key: createSecretKey(key) };
	if (known.size >= CACHE_LIMIT) known.clear();
	known.set(dependsOn, made);
	return made;
}
