import type { SdkClient } from '../sdk/client.mts';
import type { Pair } from './localTat.mts';

/** The plain loop: one cancel for each pair, one after the other. */
export async function cancelOneByOne(client: SdkClient, pairs: Pair[]): Promise<void> {
	for (const pair of pairs) await cancel(client, pair);
}

/**
 * One cancel for each pair, `most` in flight. The SDK repeats nothing, so a refused one is sent
 * again here, at once: the quickest way. Returns how many refusals there were.
 */
export async function cancelInFlight(
	client: SdkClient,
	pairs: Pair[],
	most: number,
): Promise<number> {
	let refusals = 0;
	const left = pairs.values();
	const worker = async () => {
		for (const pair of left) {
			while (!(await isAccepted(cancel(client, pair)))) refusals++;
		}
	};
	await Promise.all(Array.from({ length: most }, worker));
	return refusals;
}

async function cancel(client: SdkClient, { invocationId, instanceId }: Pair): Promise<unknown> {
	return await client.CancelInvocation({ InvocationId: invocationId, InstanceIds: [instanceId] });
}

/** Whether a call was within the rate. */
async function isAccepted(call: Promise<unknown>): Promise<boolean> {
	try {
		await call;
		return true;
	} catch (error) {
		if ((error as { code?: string }).code === 'RequestLimitExceeded') return false;
		throw error;
	}
}
