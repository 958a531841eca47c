import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { readParameters } from './parameters.mts';
import type { Parameters } from './parameters.mts';
import { serviceOf } from './services.mts';
import { parseAuthorization } from './signature.mts';

/** A request as received. X-TC-Token is a secret and masked. */
export interface RecordedRequest {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	rawBody: Buffer;
	action: string;
	region?: string;
	secretId?: string;
	/** The parameters as sent; empty when they could not be read. */
	params: Parameters;
	/** When it came, in milliseconds of the emulator's clock. */
	at: number;
	requestId: string;
	/** HTTP status of the response; 0 without one. */
	status: number;
	/** The vendor's code, when the response is an error. */
	errorCode?: string;
	/** Whether its action was carried out, whether or not the response arrived. */
	done: boolean;
}

/** Records a request before anything in it is checked. `at` in milliseconds. */
export function record(
	{ method = '', url = '', headers }: IncomingMessage,
	rawBody: Buffer,
	at: number,
): RecordedRequest {
	const action = String(headers['x-tc-action'] ?? '');
	const [, query] = splitUrl(url);
	return {
		method,
		url,
		headers: 'x-tc-token' in headers ? { ...headers, 'x-tc-token': '***' } : headers,
		rawBody,
		action,
		region: headers['x-tc-region'] as string | undefined,
		secretId: parseAuthorization(headers.authorization ?? '')?.secretId,
		params: readParameters(method, query, rawBody, serviceOf(headers).spec(action)) ?? {},
		at,
		requestId: randomUUID(),
		status: 0,
		done: false,
	};
}

export function splitUrl(url: string): [path: string, query: string] {
	const [path, ...query] = url.split('?');
	return [path, query.join('?')];
}
