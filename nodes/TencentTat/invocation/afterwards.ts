import { StoppedError } from '../transport/pause';
import { TatError } from '../transport/TatError';

/**
 * The error for a look that failed after the request itself went through: it must not read as if the request had
 * failed.
 *
 * @param done what went through, as a sentence without its full stop
 */
export function failedAfterwards(done: string, error: unknown): unknown {
	if (error instanceof StoppedError) return error;
	if (!(error instanceof TatError)) {
		const { message } = error as Error;
		return new Error(`${done}, but what became of it could not be read: ${message}`, {
			cause: error,
		});
	}
	return new TatError(
		`${done}, but what became of it could not be read. ${error.message}`,
		{
			...error.details,
			hint: `${error.details.hint} Do not repeat what went through: look with Get.`,
			retryable: false,
		},
		error.fault,
	);
}
