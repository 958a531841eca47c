import { DEFAULT_REGION } from '../../emulator/regions.mts';
import { instanceSpecs, startEmulator } from '../../emulator/server.mts';
import type { Emulator, Key } from '../../emulator/server.mts';
import { sdkClient } from '../sdk/client.mts';
import { manyKeys, PER_SECOND } from '../sdk/keys.mts';
import { startLongRun } from '../sdk/longRun.mts';

/** One task to cancel: an invocation on one of its instances. */
export interface Pair {
	invocationId: string;
	instanceId: string;
	region: string;
}

export interface LocalTatOptions {
	/** In each region. */
	invocations: number;
	/** Of each invocation. */
	instances?: number;
	regions?: string[];
	/** The round trip of every request. */
	latencyMs?: number;
	/** How long a task is CANCELLING. */
	cancelMs?: number;
}

/** The emulator with the limits of the real one, and commands that run until they are cancelled. */
export interface LocalTat {
	endpoint: string;
	/** In the order of invocations. */
	pairs: Pair[];
	/** A key that nothing was called with yet: the rate is counted for each key by itself. */
	freshKey(): Key;
	requestsWith(key: Key): Emulator['requests'];
}

/**
 * 10,000 tasks, which take 100 calls. In five regions, since each has its own rate, so that nothing
 * has to wait for it.
 */
export const MANY_TASKS: LocalTatOptions = {
	invocations: 10,
	instances: 200,
	regions: ['ap-guangzhou', 'ap-shanghai', 'ap-beijing', 'ap-singapore', 'eu-frankfurt'],
};

const KEYS = 100;

/** Starts a local TAT for as long as `use` takes. */
export async function withLocalTat<T>(
	{
		invocations,
		instances = 1,
		regions = [DEFAULT_REGION],
		latencyMs = 0,
		cancelMs = 0,
	}: LocalTatOptions,
	use: (tat: LocalTat) => Promise<T>,
): Promise<T> {
	const agent = { runMs: Infinity, cancelMs };
	const fleets = regions.map((region, index) =>
		instanceSpecs(`ins-bench${index}`, instances, agent).map((spec) => ({ ...spec, region })),
	);
	const emulator = await startEmulator({
		instances: fleets.flat(),
		keys: manyKeys('bench', KEYS),
		latencyMs,
	});
	const unused = emulator.keys.values();
	const tat: LocalTat = {
		endpoint: emulator.endpoint,
		pairs: [],
		freshKey() {
			const { value } = unused.next();
			if (value === undefined) throw new Error(`All ${KEYS} keys are used`);
			return value;
		},
		requestsWith: ({ secretId }) =>
			emulator.requests.filter((request) => request.secretId === secretId),
	};
	try {
		for (const fleet of fleets) tat.pairs.push(...(await runOn(tat, fleet, invocations)));
		return await use(tat);
	} finally {
		await emulator.stop();
	}
}

/** Runs a command `times` times on all instances of a region, as many with one key as its rate takes at once. */
async function runOn(tat: LocalTat, fleet: Array<Omit<Pair, 'invocationId'>>, times: number) {
	const instanceIds = fleet.map(({ instanceId }) => instanceId);
	const pairs: Pair[] = [];
	for (let left = times; left > 0; left -= PER_SECOND) {
		const client = sdkClient(tat.endpoint, tat.freshKey(), { region: fleet[0].region });
		const runs = Array.from(
			{ length: Math.min(left, PER_SECOND) },
			async () => await startLongRun(client, 'sleep infinity', instanceIds),
		);
		for (const invocationId of await Promise.all(runs)) {
			pairs.push(...fleet.map(({ instanceId, region }) => ({ invocationId, instanceId, region })));
		}
	}
	return pairs;
}
