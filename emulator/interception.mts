/**
 * What goes wrong with one request. Each field given replaces that part of the response.
 * With `drop`, `status` or a `body` that is text the action is not run, unless `afterProcessing` says so.
 */
export interface Fault {
	/** Ends the connection without a response; `'reset'` with an RST, as a crashed machine or a firewall does. */
	drop?: boolean | 'reset';
	status?: number;
	/** Text, or a function of the real response. */
	body?: string | ((answer: string) => string | Buffer);
	headers?: Record<string, string>;
	/** Before anything is done. */
	delayMs?: number;
	/** Over which the body comes, little by little. */
	dripMs?: number;
	afterProcessing?: boolean;
}

/** Answered as the vendor would, in place of running the action. */
export interface InjectedError {
	code: string;
	message: string;
	headers?: Record<string, string>;
}

/** `'drop'` is short for `{ drop: true }`. */
export type Interception = 'drop' | Fault | InjectedError | undefined;

/** The fault on the wire; empty without one. */
export function faultOf(interception: Interception): Fault {
	if (interception === 'drop') return { drop: true };
	if (interception === undefined) return {};
	return 'code' in interception ? { headers: interception.headers } : interception;
}

/** The error to return instead of running the action, if any. */
export function injectedError(interception: Interception): InjectedError | undefined {
	const isError = typeof interception === 'object' && 'code' in interception;
	return isError ? interception : undefined;
}
