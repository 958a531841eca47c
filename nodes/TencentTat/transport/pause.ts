import { sleep } from 'n8n-workflow';

/** The execution was stopped while something waited. */
export class StoppedError extends Error {
	override readonly name = 'StoppedError';

	constructor() {
		super('The execution was stopped');
	}
}

/**
 * Waits, and stops at once when `signal` fires. n8n 1.x has a `sleep` without a signal, hence the race.
 *
 * @throws {StoppedError}
 */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted) throw new StoppedError();
	if (milliseconds > 0) await unlessStopped(sleep(milliseconds), signal);
}

/** What `promise` gives, or at once a StoppedError when `signal` fires. */
export async function unlessStopped<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await promise;
	let stop = () => {};
	const stopped = new Promise<never>((_, reject) => {
		stop = () => reject(new StoppedError());
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
	});
	return await Promise.race([promise, stopped]).finally(() =>
		signal.removeEventListener('abort', stop),
	);
}
