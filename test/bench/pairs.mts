import { atLeast, atMost } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { sdkClient } from '../sdk/client.mts';
import { withLocalTat } from './localTat.mts';
import type { LocalTat } from './localTat.mts';
import { startN8n } from './n8n.mts';
import { duration, median, medianRatio, sideBySide } from './rounds.mts';
import { cancelInFlight, cancelOneByOne } from './sdkCancels.mts';

const INVOCATIONS = 10;
const INSTANCES = 100;
const TASKS = INVOCATIONS * INSTANCES;
const LATENCY_MS = 100;
const IN_FLIGHT = 20;

/** How many of the tasks the SDK is given; the time for all is reckoned from that for these. */
const SOME = { rounds: 5, oneByOne: 20, inFlight: 200 };
const ALL = { rounds: 1, oneByOne: TASKS, inFlight: TASKS };

/** 1,000 tasks of 10 invocations, cancelled without waiting: this project and the official SDK. */
export async function pairs({ full }: { full: boolean }): Promise<Finding[]> {
	const world = { invocations: INVOCATIONS, instances: INSTANCES, latencyMs: LATENCY_MS };
	return await withLocalTat(world, async (tat) => await measure(tat, full ? ALL : SOME));
}

async function measure(tat: LocalTat, { rounds, oneByOne, inFlight }: typeof ALL) {
	// In its favour it keeps its connections open.
	const sdk = () => sdkClient(tat.endpoint, tat.freshKey(), { keepAlive: true });
	let calls = 0;
	let refusals = 0;

	const seconds = await sideBySide(rounds, {
		ours: async () => {
			const key = tat.freshKey();
			const n8n = await startN8n(tat.endpoint, key);
			const ms = await duration(() => n8n.cancel(tat.pairs));
			calls = Math.max(calls, tat.requestsWith(key).length);
			return ms / 1000;
		},
		oneByOne: async () => {
			const ms = await duration(() => cancelOneByOne(sdk(), tat.pairs.slice(0, oneByOne)));
			return (ms / 1000) * (TASKS / oneByOne);
		},
	});
	const inFlightMs = await duration(async () => {
		refusals = await cancelInFlight(sdk(), tat.pairs.slice(0, inFlight), IN_FLIGHT);
	});
	const inFlightSeconds = (inFlightMs / 1000) * (TASKS / inFlight);

	const ours = median(seconds.ours);
	const toOneByOne = medianRatio(seconds.oneByOne, seconds.ours);
	const tasks = `${TASKS.toLocaleString('en-US')} tasks, ${INVOCATIONS} invocations`;
	const findings: Finding[] = [
		{
			what: `calls for ${tasks}`,
			ours: { value: calls, unit: 'calls' },
			other: { name: 'official SDK, one by one', value: TASKS, unit: 'calls' },
			ratio: TASKS / calls,
			bound: atMost(INVOCATIONS, calls, 'calls'),
		},
		{
			what: `time for ${tasks}`,
			ours: { value: ours, unit: 's' },
			other: {
				name: `official SDK, one by one${scaled(oneByOne)}`,
				value: median(seconds.oneByOne),
				unit: 's',
			},
			ratio: toOneByOne,
			bound: atLeast(50, toOneByOne),
		},
		{
			what: `time for ${tasks}`,
			ours: { value: ours, unit: 's' },
			other: {
				name: `official SDK, ${IN_FLIGHT} in flight${scaled(inFlight, refusals)}`,
				value: inFlightSeconds,
				unit: 's',
			},
			ratio: inFlightSeconds / ours,
		},
	];
	return findings;
}

/** What the reader of the table has to know of a time of the SDK. */
function scaled(count: number, refusals = 0): string {
	const times = count < TASKS ? `${count} × ${TASKS / count}` : '';
	const refused = refusals > 0 ? `${refusals.toLocaleString('en-US')} refused` : '';
	const remarks = [times, refused].filter(Boolean).join(', ');
	return remarks && `\n(${remarks})`;
}
