import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { hasScheme, secureUrl, serviceAt } from '../tencentcloud/endpoint';
import { authorization } from '../tencentcloud/signature';

/** The fields of the credential, as n8n hands them over. */
export interface TencentCloudCredential {
	secretId: string;
	secretKey: string;
	sessionToken?: string;
	/** Default region; may be empty. */
	region?: string;
	/** Host or URL of TAT; empty for the service's own address. */
	endpoint?: string;
	/** Whether requests are signed with temporary keys of a role instead. */
	assumeRole?: boolean;
	roleArn?: string;
	roleSessionName?: string;
	externalId?: string;
	/** How long temporary keys are valid. */
	durationSeconds?: number;
}

/** A request that `authenticate` may receive: today's options, or the older shape that the HTTP Request node still uses. */
export type ReceivedRequest = Omit<IHttpRequestOptions, 'url'> & {
	url?: unknown;
	uri?: unknown;
	form?: unknown;
	formData?: unknown;
};

/** A request that cannot be signed; `message` says why and what to do. */
export class UnsignableRequestError extends Error {
	override readonly name = 'UnsignableRequestError';
}

type Headers = Record<string, unknown>;

export const TAT_VERSION = '2020-10-28';
/** Set anew with every signature, whatever their case in the received request. */
const SIGNERS_HEADERS = [
	'authorization',
	'content-length',
	'content-type',
	'host',
	'x-tc-timestamp',
	'x-tc-token',
];

/**
 * Returns `received` signed with TC3-HMAC-SHA256 for the service of its host. `received` itself stays unchanged, since n8n
 * uses it again for retries and pages. The body becomes bytes here, so that the signed bytes are the sent ones; redirects
 * are not followed, since a signature is valid for one host.
 *
 * @param now milliseconds since the epoch at a host
 * @param ownService the product that the credential's own endpoint serves; an official host names its own
 * @throws {UnsignableRequestError} for requests that API 3.0 does not accept
 * @throws {EndpointError} for a host that must not receive a signature
 * @see https://www.tencentcloud.com/document/api/1147/46697 (signature method v3)
 */
export function signRequest(
	received: ReceivedRequest,
	credential: TencentCloudCredential,
	now: (host: string) => number,
	ownService?: string,
): IHttpRequestOptions {
	const { url, uri, baseURL, qs, body, form, formData, headers: all = {}, ...kept } = received;
	delete kept.auth; // a user name and password would replace the signature
	if (form !== undefined || formData !== undefined) {
		throw new UnsignableRequestError(
			'Tencent Cloud API 3.0 takes JSON, not forms. Set Body Content Type to JSON',
		);
	}
	const method = (received.method ?? 'GET').toUpperCase();
	const target = targetUrl(String(url ?? uri ?? ''), baseURL, qs);
	const service = serviceAt(target, credential.endpoint ?? '', ownService);
	const headers = withValue(all);
	const given = byLowerCaseName(headers);
	const action = given['x-tc-action'];
	const version = given['x-tc-version'] ?? (service === 'tat' ? TAT_VERSION : undefined);
	const { secretId, secretKey, sessionToken, region } = trimmed(credential);
	if (!secretId || !secretKey) {
		throw new UnsignableRequestError(
			'The credential has no SecretId or no SecretKey. Fill in both, from Access Management > API Keys',
		);
	}
	if (!action) throw missingHeader('X-TC-Action', 'the name of the action, e.g. DescribeRegions');
	if (!version) throw missingHeader('X-TC-Version', `the API version of ${service}`);

	const content = contentOf(method, given['content-type'], body, target);
	const timestamp = Math.floor(now(target.host) / 1000);
	const defaults = {
		'X-TC-Version': version,
		'X-TC-Language': 'en-US',
		...(region && { 'X-TC-Region': region }),
	};
	return {
		...kept,
		// the option's name in each of the two shapes
		...{ disableFollowRedirect: true, followRedirect: false, followAllRedirects: false },
		method: method as IHttpRequestOptions['method'],
		url: target.href,
		...(content.body && { body: content.body }),
		headers: {
			...without(Object.keys(given), defaults),
			...without(SIGNERS_HEADERS, headers),
			'Content-Type': content.type,
			'X-TC-Timestamp': String(timestamp),
			...(sessionToken && { 'X-TC-Token': sessionToken }),
			Authorization: authorization(
				{
					service,
					method,
					host: target.host,
					path: target.pathname,
					query: target.search.slice(1),
					contentType: content.type,
					action,
					timestamp,
					body: content.body ?? '',
				},
				{ secretId, secretKey },
			),
		},
	};
}

/** The fields that go into a header, without the white space that copying adds. */
function trimmed({ secretId, secretKey, sessionToken, region }: TencentCloudCredential) {
	const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
	return {
		secretId: text(secretId),
		secretKey: text(secretKey),
		sessionToken: text(sessionToken),
		region: text(region),
	};
}

function targetUrl(address: string, baseURL = '', qs: IDataObject = {}): URL {
	const url = secureUrl(
		baseURL === '' || hasScheme(address)
			? address
			: `${baseURL.replace(/\/+$/, '')}/${address.replace(/^\/+/, '')}`,
	);
	const query = [url.search, ...queryPairs(qs)].filter((part) => part !== '');
	url.search = query.join('&');
	return url;
}

/** API 3.0 names nested values of a GET by their path: `Filters.0.Values.0=...`. */
function queryPairs(value: unknown, path = ''): string[] {
	if (value === undefined || value === null) return [];
	if (typeof value === 'object') {
		// dates, including those of n8n's expressions
		if ('toJSON' in value && typeof value.toJSON === 'function')
			return queryPairs(value.toJSON(), path);
		return Object.entries(value).flatMap(([key, inner]) =>
			queryPairs(inner, path === '' ? key : `${path}.${key}`),
		);
	}
	return [`${percentEncoded(path)}=${percentEncoded(String(value))}`];
}

function percentEncoded(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

/** Type and bytes of the body: an empty form for GET, JSON for POST. */
function contentOf(
	method: string,
	givenType: string | undefined,
	body: unknown,
	target: URL,
): { type: string; body?: Buffer } {
	if (method === 'GET') {
		if (!isEmptyBody(body))
			throw new UnsignableRequestError('A GET has no body. Use POST, or query parameters');
		return { type: 'application/x-www-form-urlencoded' };
	}
	if (method !== 'POST') {
		throw new UnsignableRequestError(
			`Tencent Cloud API 3.0 takes GET and POST, not ${method}. Set Method to POST`,
		);
	}
	if (target.search !== '') {
		throw new UnsignableRequestError(
			'Tencent Cloud API 3.0 reads the parameters of a POST from its body. Move the query parameters there, or use GET',
		);
	}
	// Lower case, so that a service that lower-cases the header before checking the signature sees the same bytes.
	const type = givenType?.toLowerCase() || 'application/json';
	if (!/^application\/json\s*(;|$)/.test(type)) {
		throw new UnsignableRequestError(
			`Tencent Cloud API 3.0 takes JSON, not ${type}. Set Body Content Type to JSON`,
		);
	}
	return { type, body: bodyBytes(body) };
}

function bodyBytes(body: unknown): Buffer {
	if (isEmptyBody(body)) return Buffer.from('{}');
	if (typeof body === 'string') return Buffer.from(body);
	if (body instanceof Uint8Array) return Buffer.from(body);
	if (!isJsonObject(body)) {
		throw new UnsignableRequestError(
			'The body of the request cannot be signed: give a JSON object, JSON text or a Buffer, not a stream or form',
		);
	}
	return Buffer.from(JSON.stringify(body));
}

function isEmptyBody(body: unknown): boolean {
	if (body === undefined || body === null || body === '') return true;
	return (isJsonObject(body) || body instanceof Uint8Array) && Object.keys(body).length === 0;
}

/** Excludes forms, blobs and streams: most of these have no own fields and would pass for an empty object. */
function isJsonObject(body: unknown): body is object {
	if (Array.isArray(body)) return true;
	if (Object.prototype.toString.call(body) !== '[object Object]') return false;
	return typeof (body as { pipe?: unknown }).pipe !== 'function';
}

function missingHeader(name: string, value: string): UnsignableRequestError {
	return new UnsignableRequestError(`The header ${name} is missing. Set it to ${value}`);
}

/** The headers that have a value. */
function withValue(headers: Headers): Headers {
	return Object.fromEntries(
		Object.entries(headers).filter(
			([, value]) => value !== undefined && value !== null && value !== false,
		),
	);
}

/** Headers as the server reads them: without white space around values. */
function byLowerCaseName(headers: Headers): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value).trim()]),
	);
}

function without(names: readonly string[], headers: Headers): Headers {
	return Object.fromEntries(
		Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())),
	);
}
