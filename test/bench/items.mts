import { atMost } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { MANY_TASKS, withLocalTat } from './localTat.mts';
import { startN8n } from './n8n.mts';
import { duration, median, medianRatio, sideBySide } from './rounds.mts';

const ROUNDS = 5;

/** What an item costs in a step with few of them, and in one with many. */
export async function items(): Promise<Finding[]> {
	const times = await withLocalTat(MANY_TASKS, async (tat) => {
		const msPerItem = (count: number) => async () => {
			const n8n = await startN8n(tat.endpoint, tat.freshKey());
			const pairs = tat.pairs.slice(0, count);
			return (await duration(() => n8n.cancel(pairs))) / count;
		};
		return await sideBySide(ROUNDS, {
			'10': msPerItem(10),
			'100': msPerItem(100),
			'1,000': msPerItem(1000),
			'10,000': msPerItem(10_000),
		});
	});

	const base = times['1,000'];
	return (['10', '100', '10,000'] as const).map((count) => {
		const ratio = medianRatio(times[count], base);
		return {
			what: `time per item of ${count}`,
			ours: { value: median(times[count]), unit: 'ms' },
			other: { name: 'of 1,000', value: median(base), unit: 'ms' },
			ratio,
			...(count === '10,000' && { bound: atMost(1.5, ratio) }),
		};
	});
}
