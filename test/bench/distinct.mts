import { atMost, none } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { PER_SECOND } from '../sdk/keys.mts';
import { withLocalTat } from './localTat.mts';
import { startN8n } from './n8n.mts';
import { duration, median, sideBySide } from './rounds.mts';

const SOME = { rounds: 3, invocations: 200 };
const ALL = { rounds: 1, invocations: 1000 };
const LATENCY_MS = 100;

/** As many invocations as tasks, so that nothing can be merged: how close it comes to the rate. */
export async function distinct({ full }: { full: boolean }): Promise<Finding[]> {
	const { rounds, invocations } = full ? ALL : SOME;
	let refusals = 0;
	const times = await withLocalTat({ invocations, latencyMs: LATENCY_MS }, async (tat) => {
		const ours = async () => {
			const key = tat.freshKey();
			const n8n = await startN8n(tat.endpoint, key);
			const ms = await duration(() => n8n.cancel(tat.pairs));
			refusals += tat.requestsWith(key).filter(({ errorCode }) => errorCode !== undefined).length;
			return ms;
		};
		return await sideBySide(rounds, { ours });
	});

	const seconds = median(times.ours) / 1000;
	// The first 20 may leave at once, so a perfect pace is a little under one.
	const floor = invocations / PER_SECOND;
	const ratio = seconds / floor;
	return [
		{
			what: `time for ${invocations.toLocaleString('en-US')} invocations`,
			ours: { value: seconds, unit: 's' },
			other: { name: 'the API’s rate, 20 a second', value: floor, unit: 's' },
			ratio,
			bound: atMost(1.1, ratio),
		},
		none('refusals of these', refusals),
	];
}
