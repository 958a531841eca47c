import type { VirtualClock } from '../../emulator/server.mts';

/** Turns of the event loop without a request after which time moves on: unlike milliseconds, they are slow on a busy machine. */
const QUIET_TURNS = 12;

interface Waiting {
	at: number;
	wake: () => void;
}

/**
 * Time of the node that jumps over its pauses, so that half a minute of trying again takes a moment. It stands for
 * n8n's `sleep` (mock it with `sleep`), `performance.now()` and `AbortSignal.timeout`, and drives the emulator's clock.
 */
export class FastTime {
	private now = 0;
	private readonly waiting = new Set<Waiting>();
	private ticking?: NodeJS.Timeout;

	/** Of n8n-workflow; it has two parameters in n8n 2, which the node looks at. */
	readonly sleep = async (milliseconds: number, _signal?: AbortSignal): Promise<void> =>
		await new Promise((resolve) =>
			this.waiting.add({ at: this.now + milliseconds, wake: resolve }),
		);

	/** @param busy a number that changes while something is under way, such as the count of requests */
	start(clock: VirtualClock, busy: () => number): void {
		jest.spyOn(performance, 'now').mockImplementation(() => this.now);
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
			const controller = new AbortController();
			const wake = () => controller.abort(new DOMException('too late', 'TimeoutError'));
			this.waiting.add({ at: this.now + milliseconds, wake });
			return controller.signal;
		});
		let last = -1;
		let quiet = 0;
		const turn = () => {
			quiet = busy() === last ? quiet + 1 : 0;
			last = busy();
			if (quiet >= QUIET_TURNS) {
				quiet = 0;
				this.jump(clock);
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

	stop(): void {
		clearTimeout(this.ticking);
		jest.restoreAllMocks();
	}

	private jump(clock: VirtualClock): void {
		const [next] = [...this.waiting].sort((a, b) => a.at - b.at);
		if (next === undefined) return;
		this.waiting.delete(next);
		clock.advance(Math.max(next.at - this.now, 0));
		this.now = Math.max(next.at, this.now);
		next.wake();
	}
}
