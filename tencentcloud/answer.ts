import { clockError, noteTime, setClock } from './clock';
import { errorCode, retryClass } from './errorCodes';
import { httpFault, invalidAnswer, type Fault } from './faults';

/** An answer as n8n's request helper hands it over: the body still text. */
export interface HttpAnswer {
	body: unknown;
	headers: Record<string, unknown>;
	statusCode: number;
}

/** What an answer says: a result, or what went wrong. */
export type Answer =
	| { response: object; requestId: string; fault?: undefined }
	| { fault: Fault; requestId: string | null };

interface Envelope {
	Response?: { RequestId?: unknown; Error?: { Code?: unknown; Message?: unknown } };
}

const EXPIRED = 'AuthFailure.SignatureExpire';

/**
 * Reads an answer of API 3.0: `{"Response": {..., "RequestId": "..."}}`.
 *
 * @param permission what CAM calls the action that was asked for, e.g. `tat:RunCommand`
 */
export function readAnswer({ body, headers, statusCode }: HttpAnswer, permission: string): Answer {
	const text = typeof body === 'string' ? body.trim() : '';
	const envelope = parsed(text);
	const response = envelope?.Response;
	const requestId = typeof response?.RequestId === 'string' ? response.RequestId : null;

	if (typeof response?.Error?.Code === 'string') {
		const { Code, Message } = response.Error;
		return { fault: vendorFault(permission, Code, String(Message ?? ''), headers.date), requestId };
	}
	if (statusCode < 200 || statusCode > 299) return { fault: httpFault(statusCode), requestId };
	if (text === '') return { fault: invalidAnswer('Empty'), requestId };
	if (envelope === undefined) return { fault: invalidAnswer('NotJson'), requestId };
	if (!response || requestId === null) return { fault: invalidAnswer('NotTat'), requestId };
	return { response, requestId };
}

/**
 * Sends by `send`, and once more if the answer shows that the clock of this machine is wrong: it is set right, and a
 * refusal for the time proves that nothing ran.
 */
export async function onTime(send: () => Promise<HttpAnswer>, permission: string): Promise<Answer> {
	const answer = await send();
	const read = readAnswer(answer, permission);
	if (read.requestId !== null) noteTime(answer.headers.date);
	const again = read.fault?.code === EXPIRED && setClock(answer.headers.date);
	return again ? readAnswer(await send(), permission) : read;
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
