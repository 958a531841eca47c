import { vendorFault, type ApiResponse } from '../../../tencentcloud/response';
import { invalidResponse, type Fault } from '../../../tencentcloud/faults';
import { API, type Action, type ResponseOf, type RequestOf } from './api';
import { mayRepeat } from './retry';
import { TatError, type Ran } from './TatError';

/** What was asked, and where: what an error has to name. */
export interface Asked<A extends Action> {
	action: A;
	request: RequestOf<A>;
	region: string;
	/** When the last try was sent, in milliseconds since the epoch; absent before the first. */
	sentAt?: number;
}

/**
 * The result in an answer.
 *
 * @throws {TatError} for a vendor error, an HTTP error and anything that is no answer of TAT
 */
export function unwrap<A extends Action>(asked: Asked<A>, answer: ApiResponse): ResponseOf<A> {
	if (answer.fault) throw failure(asked, answer.fault, answer.requestId);
	const { text, list } = API[asked.action];
	const result = answer.response as ResponseOf<A> & { TotalCount?: number };
	if ((!text || isText(result[text])) && (!list || isList(result[list]))) return result;
	// An empty list may be left out, or null.
	if (list && !result[list] && result.TotalCount === 0) return { ...result, [list]: [] };
	throw failure(asked, invalidResponse('Incomplete'), answer.requestId);
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value !== '';
}

function isList(value: unknown): boolean {
	return Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null);
}

/** The error for a vendor's code that this package concludes itself, such as an ID that is not in the list asked for. */
export function refusal<A extends Action>(asked: Asked<A>, code: string, requestId = ''): TatError {
	return failure(asked, vendorFault(permission(asked.action), code, ''), requestId || null);
}

/** A request that failed, with what is known of it. */
export function failure<A extends Action>(
	{ action, request, region, sentAt }: Asked<A>,
	fault: Fault,
	requestId: string | null,
): TatError {
	return new TatError({
		action,
		request,
		region,
		fault,
		requestId,
		ran: ranAfter(action, fault),
		retryable: fault.retry === 'refused' || (fault.retry === 'unclear' && mayRepeat(action)),
		sentAt,
		facts: [],
	});
}

function ranAfter(action: Action, fault: Fault): Ran {
	return isUnknown(fault) && !isReading(action) ? 'unknown' : 'no';
}

/** The failure of a repetition, when what became of an attempt before it is not known. */
export function afterLost<A extends Action>({ action }: Asked<A>, error: unknown): unknown {
	if (!(error instanceof TatError) || isReading(action)) return error;
	return error.and({ kind: 'earlierUnanswered' }, { ran: 'unknown' });
}

/** Whether a request that failed in this way may have been carried out, and would be a second time if repeated. */
export function mayHaveRun(action: Action, fault: Fault): boolean {
	return isUnknown(fault) && !mayRepeat(action);
}

/** Whether no answer says what became of a request that may have reached the service. */
export function isUnknown({ retry, unsent }: Fault): boolean {
	return retry === 'unclear' && !unsent;
}

/** The same failure of a request that was sent for several, as it concerns the one who asked for `request`. */
export function concerning<A extends Action>(request: RequestOf<A>, error: TatError): TatError {
	return new TatError({ ...error.failure, request });
}

/** Whether an action changes nothing. */
export function isReading(action: Action): boolean {
	return API[action].kind === 'reads';
}

/** What CAM calls an action. */
export function permission(action: Action): string {
	return `tat:${action}`;
}
