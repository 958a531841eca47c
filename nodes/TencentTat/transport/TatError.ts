import type { Fault } from '../../../tencentcloud/faults';

/** What a failed request left behind, in the form that an error item shows under `details`. */
export interface TatErrorDetails {
	/** The vendor's code, else one of this package: `NetworkError.*`, `HttpError.<status>`, `InvalidAnswer.*`, `Outcome.*`. */
	code: string;
	/** Null when no answer came, or one without. */
	requestId: string | null;
	action: string;
	/** Empty when none was sent. */
	region: string;
	/** What to do next. */
	hint: string;
	/** Whether sending it again may help and can do no harm. */
	retryable: boolean;
}

/** A request to TAT that did not succeed. `message` says what happened to what, with code and RequestId. */
export class TatError extends Error {
	override readonly name = 'TatError';
	readonly details: TatErrorDetails;
	/** What happened, apart from what was asked. */
	readonly fault: Fault;
	/** When the try that failed was sent, in milliseconds since the epoch; absent when none was. */
	readonly sentAt?: number;

	constructor(message: string, details: TatErrorDetails, fault: Fault, sentAt?: number) {
		super(message);
		this.details = details;
		this.fault = fault;
		this.sentAt = sentAt;
	}
}

export function hasCode(error: unknown, code: string | undefined): boolean {
	return error instanceof TatError && error.details.code === code;
}

/** Something given to the node that cannot be sent; nothing has been. */
export class InputError extends Error {
	override readonly name = 'InputError';
	/** What to give instead. */
	readonly hint: string;

	constructor(message: string, hint: string) {
		super(message);
		this.hint = hint;
	}
}
