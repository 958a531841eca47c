import { pause } from './pause';

// A little more than the second that the API counts in, so that jitter on the way does not squeeze two windows.
const WINDOW_MS = 1050;

/** Times at which the latest requests of each quota were let through, oldest first. Shared by all executions. */
const letThrough = new Map<string, number[]>();

/**
 * Waits until one more request fits into `perSecond` of the quota `key`.
 *
 * @throws {StoppedError}
 */
export async function pace(key: string, perSecond: number, signal?: AbortSignal): Promise<void> {
	const times = letThrough.get(key) ?? [];
	letThrough.set(key, times);
	const now = Date.now();
	const slot = Math.max(now, (times.at(-perSecond) ?? -Infinity) + WINDOW_MS);
	times.push(slot);
	if (times.length > perSecond) times.shift();
	await pause(slot - now, signal);
}
