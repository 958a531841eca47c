/** The emulator's time: milliseconds since the Unix epoch, and timers. */
export interface Clock {
	now(): number;
	/** Calls `fn` once, `ms` from now. Returns a function that cancels it. */
	after(ms: number, fn: () => void): () => void;
}

export interface VirtualClock extends Clock {
	/** Moves time forward by `ms`, and runs the timers that fall due, in order. */
	advance(ms: number): void;
}

/** Longest delay of `setTimeout`; with a longer one it would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Time as it passes, `aheadMs` ahead of this machine's. Its timers never keep the process alive. */
export function realClock(aheadMs = 0): Clock {
	return {
		now: () => Date.now() + aheadMs,
		after(ms, fn) {
			let timer: NodeJS.Timeout;
			const wait = (left: number) => {
				const later = left - LONGEST_TIMER;
				timer = setTimeout(() => (later > 0 ? wait(later) : fn()), Math.min(left, LONGEST_TIMER));
				timer.unref();
			};
			wait(ms);
			return () => clearTimeout(timer);
		},
	};
}

/** Time that stands still until `advance` is called. `start` in milliseconds, by default the present. */
export function virtualClock(start: number = Date.now()): VirtualClock {
	let now = start;
	const waiting = new Set<{ at: number; fn: () => void }>();
	return {
		now: () => now,
		after(ms, fn) {
			const entry = { at: now + ms, fn };
			waiting.add(entry);
			return () => waiting.delete(entry);
		},
		advance(ms) {
			const until = now + ms;
			for (;;) {
				const next = [...waiting].sort((a, b) => a.at - b.at)[0];
				if (next === undefined || next.at > until) break;
				waiting.delete(next);
				now = next.at;
				next.fn();
			}
			now = until;
		},
	};
}
