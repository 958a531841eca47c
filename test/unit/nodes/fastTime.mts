import type { VirtualClock } from '../../../emulator/server.mts';

/** Turns of the event loop without a request after which time moves on: unlike milliseconds, they are slow on a busy machine. */
const QUIET_TURNS = 12;

interface Waiting {
	at: number;
	wake: () => void;
}

/**
 * Time of the node that jumps over its pauses, so that half a minute of trying again takes a moment. It stands for
 * n8n's `sleep`, `performance.now()` and `AbortSignal.timeout`, and drives the emulator's clock. A test that uses it mocks
 * n8n-workflow with a `sleep` of two parameters, as the node tells n8n 2 by them.
 */
export class FastTime {
	private now = 0;
	private readonly waiting = new Set<Waiting>();
	private ticking?: NodeJS.Timeout;
	private spies: jest.SpyInstance[] = [];

	/** Of n8n-workflow. While this time is not started, it passes as it does. */
	async sleep(milliseconds: number): Promise<void> {
		await new Promise<void>((wake) => {
			const at = this.now + milliseconds;
			if (this.ticking) this.waiting.add({ at, wake });
			else setTimeout(wake, milliseconds);
		});
	}

	/** @param busy a number that changes while something is under way, such as the count of requests */
	start(busy: () => number, clock?: VirtualClock): void {
		this.now = performance.now();
		this.spies = [
			jest.spyOn(performance, 'now').mockImplementation(() => this.now),
			jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
				const controller = new AbortController();
				const wake = () => controller.abort(new DOMException('too late', 'TimeoutError'));
				this.waiting.add({ at: this.now + milliseconds, wake });
				return controller.signal;
			}),
		];
		let last = -1;
		let quiet = 0;
		const turn = () => {
			// The look-up of a host is no request yet.
			const isResolving = process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap');
			quiet = busy() === last && !isResolving ? quiet + 1 : 0;
			last = busy();
			const [next] = [...this.waiting].sort((a, b) => a.at - b.at);
			if (next && quiet >= QUIET_TURNS) {
				quiet = 0;
				this.jumpTo(next, clock);
			}
			this.ticking = setTimeout(turn, 1);
		};
		turn();
	}

	/** Milliseconds of this time that `act` takes. */
	async taken(act: () => Promise<unknown>): Promise<number> {
		const started = this.now;
		await act();
		return this.now - started;
	}

	/** What still waits is let go. */
	stop(): void {
		clearTimeout(this.ticking);
		this.ticking = undefined;
		for (const spy of this.spies) spy.mockRestore();
		for (const { wake } of this.waiting) wake();
		this.waiting.clear();
	}

	private jumpTo(next: Waiting, clock?: VirtualClock): void {
		this.waiting.delete(next);
		clock?.advance(Math.max(next.at - this.now, 0));
		this.now = Math.max(next.at, this.now);
		next.wake();
	}
}
