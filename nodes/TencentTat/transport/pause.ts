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
	if (milliseconds <= 0) return;
	if (!signal) return await sleep(milliseconds);

	let stop = () => {};
	const stopped = new Promise<never>((_, reject) => {
		stop = () => reject(new StoppedError());
		signal.addEventListener('abort', stop, { once: true });
	});
	await Promise.race([sleep(milliseconds), stopped]).finally(() =>
		signal.removeEventListener('abort', stop),
	);
}
