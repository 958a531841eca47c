import type { RetryClass } from '../../../tencentcloud/errorCodes';
import { API, type Action, type Kind } from './api';
import { TatError } from './TatError';

/** Whether twice is no more than once. What is not is never sent again while it may have been carried out. */
const REPEATABLE: Readonly<Record<Kind, boolean>> = {
	reads: true,
	changes: true,
	creates: false,
	starts: false,
};

/**
 * How long a request is tried again, from its first failure. A refusal for the rate costs nothing but time, and a busy
 * quota may refuse every other request; what may be repeated outlives an outage of half a minute.
 */
const TRIED_FOR_MS: Readonly<Record<RetryClass, number>> = {
	refused: 120_000,
	unclear: 30_000,
	final: 0,
};
/** In the editor a person waits. */
export const TRIED_FOR_IN_EDITOR_MS = 3000;

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 4000;

/** When and how often what failed is tried again. */
export interface Patience {
	/** Milliseconds at most from the first failure; no limit of its own when absent. */
	most?: number;
	/** A time of `performance.now()` at which the answer is of no use any more. */
	until?: number;
}

/**
 * One request's failures, and when to try again.
 *
 * @returns milliseconds to pause before the next try after `error`; nothing when there is none
 */
export function retries({ most = Infinity, until = Infinity }: Patience) {
	let attempt = 0;
	let firstFailure: number | undefined;
	return function pauseAfter(error: unknown): number | undefined {
		const now = performance.now();
		firstFailure ??= now;
		if (!isPassing(error)) return undefined;
		const milliseconds = backoff(++attempt);
		const triedFor = Math.min(TRIED_FOR_MS[error.failure.fault.retry], most);
		const end = Math.min(firstFailure + triedFor, until);
		return now + milliseconds <= end ? milliseconds : undefined;
	};
}

/** Whether an action may be sent again when it is not known what became of it. */
export function mayRepeat(action: Action): boolean {
	return REPEATABLE[API[action].kind];
}

/** Whether a later try may succeed, and does no harm. */
export function isPassing(error: unknown): error is TatError {
	return error instanceof TatError && error.failure.retryable;
}

/** Jittered, so that those who were refused together do not come back together. */
function backoff(attempt: number): number {
	const longest = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
	return longest * (0.5 + Math.random() / 2);
}
