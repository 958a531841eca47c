import { ahead, clockError, noteTime, setClock } from './clock';
import { errorCode, retryClass } from './errorCodes';
import { httpFault, invalidResponse, type Fault } from './faults';

/** An answer as n8n's request helper hands it over: the body still text. */
export interface HttpResponse {
	body: unknown;
	headers: Record<string, unknown>;
	statusCode: number;
}

/** What an answer says: a result, or what went wrong. */
export type ApiResponse =
	| { response: object; requestId: string; fault?: undefined }
	| { fault: Fault; requestId: string | null };

interface Envelope {
	Response?: { RequestId?: unknown; Error?: { Code?: unknown; Message?: unknown } };
}

const EXPIRED = 'AuthFailure.SignatureExpire';
/** Of one request, with another time each. */
const MOST_TRIES = 3;

/**
 * Reads an answer of API 3.0: `{"Response": {..., "RequestId": "..."}}`.
 *
 * @param permission what CAM calls the action that was asked for, e.g. `tat:RunCommand`
 */
export function readResponse(
	{ body, headers, statusCode }: HttpResponse,
	permission: string,
): ApiResponse {
	const text = typeof body === 'string' ? body.trim() : '';
	const envelope = parsed(text);
	const response = envelope?.Response;
	const requestId = typeof response?.RequestId === 'string' ? response.RequestId : null;

	if (typeof response?.Error?.Code === 'string') {
		const { Code, Message } = response.Error;
		return { fault: vendorFault(permission, Code, String(Message ?? ''), headers.date), requestId };
	}
	if (statusCode < 200 || statusCode > 299) return { fault: httpFault(statusCode), requestId };
	if (text === '') return { fault: invalidResponse('Empty'), requestId };
	if (envelope === undefined) return { fault: invalidResponse('NotJson'), requestId };
	if (!response || requestId === null) return { fault: invalidResponse('NotTat'), requestId };
	return { response, requestId };
}

/**
 * Sends by `send`, and again if the answer shows that the clock of this machine is wrong: it is set right for this host,
 * and a refusal for the time proves that nothing ran. That happens once, and a second time only if another request has
 * set the clock meanwhile: a host whose times contradict each other is not asked for ever.
 */
export async function onTime(
	host: string,
	send: () => Promise<HttpResponse>,
	permission: string,
): Promise<ApiResponse> {
	for (let tries = 1; ; tries++) {
		const before = ahead(host);
		const answer = await send();
		const read = readResponse(answer, permission);
		// Only what the API itself says has a time worth taking over.
		if (read.requestId === null) return read;
		noteTime(host, answer.headers.date);
		if (read.fault?.code !== EXPIRED || tries === MOST_TRIES) return read;
		const setMeanwhile = ahead(host) !== before;
		const set = setClock(host, answer.headers.date);
		if (!setMeanwhile && !(set && tries === 1)) return read;
	}
}

/** What a code of the API says, and the text that came with it. */
export function vendorFault(
	permission: string,
	code: string,
	message: string,
	date?: unknown,
): Fault {
	const { meaning, hint: template } = errorCode(code, permission.split(':')[0]);
	const clock = code === EXPIRED ? clockError(date) : undefined;
	return {
		code,
		meaning: clock ?? meaning,
		hint: template.replace('{action}', permission),
		says: message,
		retry: retryClass(code),
	};
}

function parsed(text: string): Envelope | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : {};
	} catch {
		return undefined;
	}
}
