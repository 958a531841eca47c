import { errorCode, retryClass } from '../../../tencentcloud/errorCodes';
import { ACTIONS, type Action, type AnswerOf, type RequestOf } from './actions';
import { httpFault, invalidAnswer, type Fault } from './faults';
import { reference, TatError } from './TatError';

/** An answer as n8n's request helper hands it over: the body still text. */
export interface HttpAnswer {
	body: unknown;
	headers: Record<string, unknown>;
	statusCode: number;
}

/** What was asked, and where: what an error has to name. */
export interface Asked<A extends Action> {
	action: A;
	request: RequestOf<A>;
	region: string;
}

interface Envelope {
	Response?: { RequestId?: unknown; Error?: { Code?: unknown; Message?: unknown } };
}

/**
 * The result in an answer: `{"Response": {..., "RequestId": "..."}}`.
 *
 * @throws {TatError} for a vendor error, an HTTP error and anything that is no answer of TAT
 */
export function resultOf<A extends Action>(
	asked: Asked<A>,
	{ body, headers, statusCode }: HttpAnswer,
): AnswerOf<A> {
	const text = typeof body === 'string' ? body.trim() : '';
	const envelope = parsed(text);
	const response = envelope?.Response;
	const requestId = typeof response?.RequestId === 'string' ? response.RequestId : null;

	if (typeof response?.Error?.Code === 'string') {
		const { Code, Message } = response.Error;
		throw failure(
			asked,
			vendorFault(asked.action, Code, String(Message ?? ''), headers.date),
			requestId,
		);
	}
	if (statusCode < 200 || statusCode > 299) throw failure(asked, httpFault(statusCode), requestId);
	if (text === '') throw failure(asked, invalidAnswer('Empty'), null);
	if (envelope === undefined) throw failure(asked, invalidAnswer('NotJson'), null);
	if (requestId === null) throw failure(asked, invalidAnswer('NotTat'), null);
	const result = response as AnswerOf<A>;
	const { made } = ACTIONS[asked.action];
	if (made && !result[made]) throw failure(asked, invalidAnswer('Incomplete'), requestId);
	return result;
}

/** The error for a vendor's code that this package concludes itself, such as an ID that is not in the list asked for. */
export function refusal<A extends Action>(asked: Asked<A>, code: string, requestId = ''): TatError {
	return failure(asked, vendorFault(asked.action, code, '', undefined), requestId || null);
}

/** The error that says what was asked, what happened and what to do. */
export function failure<A extends Action>(
	{ action, request, region }: Asked<A>,
	fault: Fault,
	requestId: string | null,
): TatError {
	const { code, meaning, hint, retry } = fault;
	const { subject, repeatable = false } = ACTIONS[action];
	const place = region === '' ? '' : ` in ${region}`;
	const doubt = mayHaveRun(action, fault)
		? '. Whether it went through is not known: look for it with Get Many before you do it again'
		: '';
	return new TatError(
		`${subject(request)}${place} failed: ${meaning}${doubt} (${reference(code, requestId)})`,
		{
			code,
			requestId,
			action,
			region,
			hint,
			retryable: retry === 'refused' || (retry === 'unclear' && repeatable),
		},
		fault,
	);
}

/** Whether a request that failed in this way may have been carried out, and would be a second time if repeated. */
export function mayHaveRun(action: Action, { retry, unsent }: Fault): boolean {
	return retry === 'unclear' && !ACTIONS[action].repeatable && !unsent;
}

/** The same failure of a request that was sent for several, as it concerns the one who asked for `request`. */
export function concerning<A extends Action>(request: RequestOf<A>, error: TatError): TatError {
	const { action, region, requestId } = error.details;
	return failure({ action: action as A, request, region }, error.fault, requestId);
}

function vendorFault(action: Action, code: string, message: string, date: unknown): Fault {
	const { meaning, hint: template } = errorCode(code);
	const hint = template.replace('{action}', `tat:${action}`);
	const skew = code === 'AuthFailure.SignatureExpire' ? clockSkew(date) : undefined;
	return {
		code,
		meaning: skew ?? meaning,
		hint: message === '' ? hint : `${hint} Tencent Cloud says: ${message}`,
		retry: retryClass(code),
	};
}

/** How far this machine's clock is from the answer's Date header, in words. */
function clockSkew(date: unknown): string | undefined {
	const seconds = Math.round((Date.now() - Date.parse(String(date))) / 1000);
	if (Number.isNaN(seconds)) return undefined;
	const [minutes, rest] = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60];
	return `the clock of this machine is ${minutes} min ${rest} s ${seconds > 0 ? 'ahead of' : 'behind'} Tencent Cloud's, and 5 minutes are tolerated`;
}

function parsed(text: string): Envelope | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : {};
	} catch {
		return undefined;
	}
}
