import { keptQuotas, pace } from '../../../nodes/TencentTat/transport/pacing.ts';
import { pause, StoppedError, unlessStopped } from '../../../nodes/TencentTat/transport/pause.ts';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

/** When each of `count` requests of a quota, answered at once, is let through, in milliseconds from now. */
async function letThrough(key: string, perSecond: number, count: number): Promise<number[]> {
	const start = Date.now();
	const times: number[] = [];
	for (let sent = 0; sent < count; sent++) {
		void pace(key, perSecond).then((answered) => {
			times.push(Date.now() - start);
			answered();
		});
	}
	await jest.advanceTimersByTimeAsync(60_000);
	return times;
}

describe('pace', () => {
	it('never lets more through in a second than the quota', async () => {
		const times = await letThrough('a', 20, 100);
		expect(times).toHaveLength(100);
		for (const [index, time] of times.entries()) {
			const within = times.slice(index).filter((later) => later - time <= 1000);
			expect(within.length).toBeLessThanOrEqual(20);
		}
	});

	it('is not idle while requests wait', async () => {
		const times = await letThrough('b', 20, 100);
		expect(times.at(-1)).toBeLessThanOrEqual(4 * 1050);
	});

	it('counts from when a request arrived, where that was late', async () => {
		const start = Date.now();
		const answered = await pace('late', 1);
		await jest.advanceTimersByTimeAsync(500);
		answered();
		const next = jest.fn();
		void pace('late', 1).then(() => next(Date.now() - start));
		await jest.advanceTimersByTimeAsync(800);
		expect(next).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(300);
		expect(next.mock.calls[0][0]).toBeGreaterThanOrEqual(1400);
	});

	it('lets nothing follow a request of which nobody knows whether it has arrived', async () => {
		const answered = await pace('unknown', 1);
		const next = jest.fn();
		void pace('unknown', 1).then(next);
		await jest.advanceTimersByTimeAsync(1500);
		expect(next).not.toHaveBeenCalled();
		answered();
		await jest.advanceTimersByTimeAsync(900);
		expect(next).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(200);
		expect(next).toHaveBeenCalled();
	});

	it('waits for no answer for long, and for the others meanwhile not at all', async () => {
		await pace('lost', 2);
		const times: number[] = [];
		const start = Date.now();
		for (let sent = 0; sent < 4; sent++) {
			void pace('lost', 2).then((answered) => {
				times.push(Date.now() - start);
				answered();
			});
		}
		await jest.advanceTimersByTimeAsync(10_000);
		expect(times.map((time) => Math.floor(time / 1000))).toEqual([0, 1, 2, 2]);
	});

	it('does not wait for a clock that was set back to get there again', async () => {
		await letThrough('set back', 20, 20);
		jest.setSystemTime(Date.now() - 3_600_000);
		const [first] = await letThrough('set back', 20, 1);
		expect(first).toBeLessThan(2000);
	});

	it('keeps no quota in mind that holds nothing back', async () => {
		await letThrough('before', 1, 1);
		for (let item = 0; item < 5000; item++) (await pace(`rotating ${item}`, 20))();
		await pace('unanswered', 20);
		const stop = new AbortController();
		await pace('stopped', 1);
		const stopped = expect(pace('stopped', 1, stop.signal)).rejects.toThrow(StoppedError);
		expect(keptQuotas()).toBeGreaterThan(5000);
		stop.abort();
		await stopped;
		expect(jest.getTimerCount()).toBeLessThanOrEqual(1);
		await jest.advanceTimersByTimeAsync(10_000);
		await pace('next', 20);
		expect(keptQuotas()).toBe(1);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('keeps those in mind that count still, or that something waits for', async () => {
		const times: number[] = [];
		const start = Date.now();
		for (let sent = 0; sent < 4; sent++) {
			void pace('busy', 1).then((answered) => {
				times.push(Date.now() - start);
				answered();
			});
			await jest.advanceTimersByTimeAsync(300);
			(await pace(`other ${sent}`, 20))();
		}
		await jest.advanceTimersByTimeAsync(10_000);
		for (const [index, time] of times.entries()) {
			expect(time).toBeGreaterThanOrEqual(index * 1000);
		}
		expect(times).toHaveLength(4);
	});

	it('keeps the quotas apart', async () => {
		await letThrough('c', 1, 1);
		jest.setSystemTime(Date.now() + 10_000);
		const [first] = await letThrough('d', 1, 1);
		expect(first).toBe(0);
	});
});

describe('pause', () => {
	it('lasts as long as asked for', async () => {
		const done = jest.fn();
		void pause(1000, new AbortController().signal).then(done);
		await jest.advanceTimersByTimeAsync(999);
		expect(done).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(1);
		expect(done).toHaveBeenCalled();
	});

	it('ends at once when stopped', async () => {
		const stop = new AbortController();
		const stopped = expect(pause(60_000, stop.signal)).rejects.toThrow(StoppedError);
		stop.abort();
		await stopped;
	});

	it('does not begin when stopped before', async () => {
		await expect(pause(0, AbortSignal.abort())).rejects.toThrow(StoppedError);
	});
});

describe('unlessStopped', () => {
	it('waits for nothing when stopped before', async () => {
		const never = new Promise(() => {});
		await expect(unlessStopped(never, AbortSignal.abort())).rejects.toThrow(StoppedError);
	});

	it('gives what the promise gives when nothing stops it', async () => {
		const { signal } = new AbortController();
		expect(await unlessStopped(Promise.resolve(1), signal)).toBe(1);
	});
});
