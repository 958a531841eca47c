import { StoppedError } from '../transport/pause';
import { TatError, type WentThrough } from '../transport/TatError';

/**
 * The error for a look that failed after the request itself went through: it must not read as if the request had
 * failed.
 */
export function failedAfterwards(done: WentThrough, error: unknown): unknown {
	if (error instanceof StoppedError) return error;
	const failed = error instanceof TatError ? error : unexpected(error as Error);
	return failed.and({ kind: 'wentThrough', ...done }, { ran: 'yes', retryable: false });
}

/** For an answer that could not be understood. */
function unexpected({ name, message }: Error): TatError {
	return new TatError({
		action: '',
		request: null,
		region: '',
		fault: { code: name, meaning: message, hint: '', retry: 'final' },
		requestId: null,
		ran: 'unknown',
		retryable: false,
		facts: [],
	});
}
