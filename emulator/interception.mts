/**
 * What goes wrong with one request. What is given takes the place of that part of the answer.
 * With `drop`, `status` or `body` the action is not run, unless `afterProcessing` says so.
 */
export interface Fault {
	/** Closes the connection without an answer. */
	drop?: boolean;
	status?: number;
	body?: string;
	headers?: Record<string, string>;
	delayMs?: number;
	afterProcessing?: boolean;
}

/** `'drop'` is short for `{ drop: true }`; a code and message are answered as the vendor would. */
export type Interception = 'drop' | Fault | { code: string; message: string } | undefined;

/** The fault on the wire; empty when there is none. */
export function faultOf(interception: Interception): Fault {
	if (interception === 'drop') return { drop: true };
	return interception === undefined || 'code' in interception ? {} : interception;
}

/** The error to answer in place of running the action, if any. */
export function injectedError(interception: Interception) {
	const isError = typeof interception === 'object' && 'code' in interception;
	return isError ? interception : undefined;
}
