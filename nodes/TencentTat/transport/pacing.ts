import { pause, StoppedError, unlessStopped } from './pause';

// A little more than the second that the API counts in, so that jitter on the way does not squeeze two windows.
const WINDOW_MS = 1050;

/** The requests of one quota, let through one after the other. */
interface Queue {
	/** When the latest were let through, oldest first. */
	times: number[];
	/** Settles when the last in the queue has had its turn. Never rejects. */
	tail: Promise<void>;
}

/** Shared by all items, steps and executions of this process. */
const queues = new Map<string, Queue>();

/**
 * Waits until one more request fits into `perSecond` of the quota `key`, in the order of asking.
 *
 * @throws {StoppedError}
 */
export async function pace(key: string, perSecond: number, signal?: AbortSignal): Promise<void> {
	const queue = queues.get(key) ?? { times: [], tail: Promise.resolve() };
	queues.set(key, queue);
	const turn = queue.tail.then(async () => {
		if (signal?.aborted) throw new StoppedError();
		// What counts is when a request really left, which a busy machine may do later than planned.
		const earliest = (queue.times.at(-perSecond) ?? -Infinity) + WINDOW_MS;
		await pause(earliest - Date.now(), signal);
		queue.times.push(Date.now());
		if (queue.times.length > perSecond) queue.times.shift();
	});
	queue.tail = turn.catch(() => {});
	await unlessStopped(turn, signal);
}
