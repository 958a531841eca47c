import type { RecordedRequest } from '../../emulator/server.mts';
import { atMost } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { withLocalTat } from './localTat.mts';
import { startN8n } from './n8n.mts';

const INVOCATIONS = 1000;
const LATENCY_MS = 100;
/** Long enough for the intervals between polls to have grown to the longest. */
const CANCEL_MS = 8000;
/** What one look-up takes. */
const IDS_PER_CALL = 100;
/** The longest interval between polls, and a second for what comes after. */
const MOST_SECONDS_AFTER = 5 + 1;

/** A cancel that waits for 1,000 invocations: what the waiting costs, and when it ends. */
export async function waiting(): Promise<Finding[]> {
	const world = { invocations: INVOCATIONS, latencyMs: LATENCY_MS, cancelMs: CANCEL_MS };
	return await withLocalTat(world, async (tat) => {
		const key = tat.freshKey();
		const n8n = await startN8n(tat.endpoint, key);
		await n8n.cancel(tat.pairs, true);
		const end = Date.now();

		const requests = tat.requestsWith(key);
		const of = (action: string) => requests.filter((request) => request.action === action);
		const lastCancel = Math.max(...of('CancelInvocation').map(({ at }) => at));
		const secondsAfter = (end - (lastCancel + LATENCY_MS + CANCEL_MS)) / 1000;
		const calls = Math.max(...pollRounds(of('DescribeInvocations')));
		return [
			{
				what: `calls to look up ${INVOCATIONS.toLocaleString('en-US')} invocations`,
				ours: { value: calls, unit: 'calls' },
				other: { name: 'one for each invocation', value: INVOCATIONS, unit: 'calls' },
				ratio: INVOCATIONS / calls,
				bound: atMost(INVOCATIONS / IDS_PER_CALL, calls, 'calls'),
			},
			{
				what: 'end of the wait after the last task',
				ours: { value: secondsAfter, unit: 's' },
				bound: atMost(MOST_SECONDS_AFTER, secondsAfter, 's'),
			},
		];
	});
}

/** The calls in each round of look-ups: a new one begins where an invocation is asked for again. */
function pollRounds(lookUps: RecordedRequest[]): number[] {
	const rounds: number[] = [];
	let asked = new Set<string>();
	for (const { params } of lookUps) {
		const ids = params.InvocationIds as string[];
		if (rounds.length === 0 || ids.some((id) => asked.has(id))) {
			rounds.push(0);
			asked = new Set();
		}
		rounds[rounds.length - 1]++;
		for (const id of ids) asked.add(id);
	}
	return rounds;
}
