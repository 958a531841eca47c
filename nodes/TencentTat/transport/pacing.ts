import { pause, StoppedError, unlessStopped } from './pause';

// A little more than the second that the API counts in, since clocks and timers are not exact.
const WINDOW_MS = 1003;
/** After which an answer is no longer waited for: a slow service must not stop all others. */
const LONGEST_WAY_MS = 1000;
/** Between looks for an answer that is waited for. */
const LOOK_MS = 10;

/** A request that was let through. The API counts it when it arrives, which is between the two times. */
interface Passed {
	left: number;
	answered?: number;
}

/** The requests of one quota, let through one after the other. */
interface Queue {
	/** Those that may still count. */
	passed: Passed[];
	/** Those that have not had their turn. */
	waiting: number;
	/** Settles when the last in the queue has had its turn. Never rejects. */
	tail: Promise<void>;
}

/** Shared by all items, steps and executions of this process. */
const queues = new Map<string, Queue>();
/** When those that hold nothing back were dropped last. */
let dropped = 0;

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
	dropIdle(performance.now());
	const queue = queues.get(key) ?? { passed: [], waiting: 0, tail: Promise.resolve() };
	queues.set(key, queue);
	queue.waiting++;
	const turn = queue.tail.then(async () => {
		if (signal?.aborted) throw new StoppedError();
		return await takeTurn(queue, perSecond, signal);
	});
	const done = () => {
		queue.waiting--;
	};
	queue.tail = turn.then(done, done);
	return await unlessStopped(turn, signal);
}

/** How many quotas are kept in mind. */
export function keptQuotas(): number {
	return queues.size;
}

/** Once in a while, and not by a timer, so that keys that change with each item pile up for no longer than they count. */
function dropIdle(now: number): void {
	if (now < dropped + WINDOW_MS) return;
	dropped = now;
	for (const [key, { passed, waiting }] of queues) {
		if (waiting === 0 && passed.every((request) => isOver(request, now))) queues.delete(key);
	}
}

async function takeTurn({ passed }: Queue, perSecond: number, signal?: AbortSignal) {
	while (passed.length >= perSecond) {
		const over = passed.findIndex((request) => isOver(request, performance.now()));
		if (over >= 0) passed.splice(over, 1);
		else await pause(untilNext(passed, performance.now()), signal);
	}
	const request: Passed = { left: performance.now() };
	passed.push(request);
	return () => {
		request.answered = performance.now();
	};
}

/** Whether the API counts it no more. */
function isOver({ left, answered = left + LONGEST_WAY_MS }: Passed, now: number): boolean {
	return now >= answered + WINDOW_MS;
}

/** Milliseconds until one of `passed` may be over: an answer that comes meanwhile decides when it is. */
function untilNext(passed: readonly Passed[], now: number): number {
	return passed.reduce((least, { left, answered }) => {
		const wait = answered ? answered + WINDOW_MS - now : Math.max(left + WINDOW_MS - now, LOOK_MS);
		return Math.min(least, wait);
	}, Infinity);
}
