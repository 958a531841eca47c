import { vendorFault, type Answer } from '../../../tencentcloud/answer';
import { advice, invalidAnswer, reference, type Fault } from '../../../tencentcloud/faults';
import { API, type Action, type AnswerOf, type RequestOf } from './api';
import { mayRepeat } from './retry';
import { TatError } from './TatError';

const LOOK_FIRST = 'Look with Get Many first, and do it again only if it is not there.';

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
export function resultOf<A extends Action>(asked: Asked<A>, answer: Answer): AnswerOf<A> {
	if (answer.fault) throw failure(asked, answer.fault, answer.requestId);
	const { text, list } = API[asked.action];
	const result = answer.response as AnswerOf<A> & { TotalCount?: number };
	if ((!text || isText(result[text])) && (!list || isList(result[list]))) return result;
	// An empty list may be left out, or null.
	if (list && !result[list] && result.TotalCount === 0) return { ...result, [list]: [] };
	throw failure(asked, invalidAnswer('Incomplete'), answer.requestId);
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

/** The error that says what was asked, what happened and what to do. */
export function failure<A extends Action>(
	{ action, request, region, sentAt }: Asked<A>,
	fault: Fault,
	requestId: string | null,
): TatError {
	const { code, meaning, retry } = fault;
	const unknown = mayHaveRun(action, fault);
	const { subject } = API[action];
	const place = region === '' ? '' : ` in ${region}`;
	return new TatError(
		`${subject(request)}${place} failed: ${meaning}${doubt(action, fault)} (${reference(code, requestId)})`,
		{
			code,
			requestId,
			action,
			region,
			hint: advice(fault, unknown ? LOOK_FIRST : fault.hint),
			retryable: retry === 'refused' || (retry === 'unclear' && mayRepeat(action)),
		},
		fault,
		sentAt,
	);
}

/** What is not known of a failed request, as a further sentence. */
function doubt(action: Action, fault: Fault): string {
	if (isReading(action)) return '';
	const unknown = '. Whether it went through is not known';
	if (mayHaveRun(action, fault)) {
		const running = API[action].kind === 'starts' ? ', so the command may be running' : '';
		return `${unknown}${running}: look for it with Get Many before you do it again`;
	}
	if (isUnknown(fault)) return `${unknown}; doing it again does no harm`;
	return fault.lostBefore ? '. An attempt before it got no answer, and may have gone through' : '';
}

/** The failure of a repetition, when what became of an attempt before it is not known. */
export function afterLost<A extends Action>(asked: Asked<A>, error: unknown): unknown {
	if (!(error instanceof TatError)) return error;
	return failure(asked, { ...error.fault, lostBefore: true }, error.details.requestId);
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
	const { action, region, requestId } = error.details;
	return failure({ action: action as A, request, region }, error.fault, requestId);
}

/** Whether an action changes nothing. */
export function isReading(action: Action): boolean {
	return API[action].kind === 'reads';
}

/** What CAM calls an action. */
export function permission(action: Action): string {
	return `tat:${action}`;
}
