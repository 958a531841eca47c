import { pause, StoppedError, unlessStopped } from './pause';

// A little more than the second that the API counts in, since clocks and timers are not exact.
const WINDOW_MS = 1003;
/** Of an answer's time, no more than this is taken to be its way back: the first ones also open connections. */
const LONGEST_WAY_MS = 100;

/** A request that was let through. */
interface Passed {
	/** When the API counted it, as far as can be told: when it left or, once it is answered, a little before that. */
	at: number;
}

/** The requests of one quota, let through one after the other. */
interface Queue {
	/** The latest, oldest first. */
	passed: Passed[];
	/** Milliseconds of the quickest answer so far. */
	quickest: number;
	/** Settles when the last in the queue has had its turn. Never rejects. */
	tail: Promise<void>;
}

/** Shared by all items, steps and executions of this process. */
const queues = new Map<string, Queue>();

/**
 * Waits until one more request fits into `perSecond` of the quota `key`, in the order of asking.
 *
 * @returns to be called when the request is answered: on a busy machine or a new connection a request may arrive
 * much later than it was let through, and what the API counts is when it arrives
 * @throws {StoppedError}
 */
export async function pace(
	key: string,
	perSecond: number,
	signal?: AbortSignal,
): Promise<() => void> {
	const queue = queues.get(key) ?? { passed: [], quickest: Infinity, tail: Promise.resolve() };
	queues.set(key, queue);
	const turn = queue.tail.then(async () => {
		if (signal?.aborted) throw new StoppedError();
		return await takeTurn(queue, perSecond, signal);
	});
	queue.tail = turn.then(
		() => {},
		() => {},
	);
	return await unlessStopped(turn, signal);
}

async function takeTurn(queue: Queue, perSecond: number, signal?: AbortSignal) {
	const { passed } = queue;
	// An answer that comes while this waits may move the time on.
	for (;;) {
		const earliest = (passed.at(-perSecond)?.at ?? -Infinity) + WINDOW_MS;
		if (earliest <= Date.now()) break;
		await pause(earliest - Date.now(), signal);
	}
	const left = Date.now();
	const request: Passed = { at: left };
	passed.push(request);
	if (passed.length > perSecond) passed.shift();
	return () => {
		const answered = Date.now();
		queue.quickest = Math.min(queue.quickest, answered - left);
		request.at = answered - Math.min(queue.quickest / 2, LONGEST_WAY_MS);
	};
}
