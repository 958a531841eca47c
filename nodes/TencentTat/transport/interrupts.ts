/** What ends a request early. */
export interface Interrupts {
	/** Fires when the execution is stopped. */
	stop?: AbortSignal;
	/** Fires when the answer is of no use any more. */
	late?: AbortSignal;
}

/** Fires with the first of `signals`; those that are absent never fire. */
export function anyOf(...signals: Array<AbortSignal | undefined>): AbortSignal {
	return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}

/** Fires at a time of `performance.now()`. */
export function signalAt(time: number): AbortSignal {
	return AbortSignal.timeout(Math.ceil(Math.max(time - performance.now(), 0)));
}
