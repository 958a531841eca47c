import { Agent } from 'node:http';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_client.js';
import type { Key } from '../../emulator/server.mts';
import type { Pair } from './localTat.mts';

type SdkClient = InstanceType<typeof Client>;

/** The official SDK's client; in its favour it keeps its connections open, which is not its default. */
export function sdkClient(endpoint: string, key: Key, region: string): SdkClient {
	const { secretId, secretKey } = key;
	return new Client({
		credential: { secretId, secretKey },
		region,
		profile: {
			httpProfile: {
				protocol: 'http://',
				endpoint: endpoint.replace('http://', ''),
				agent: new Agent({ keepAlive: true }),
			},
		},
	});
}

/** The plain loop: one cancel for each pair, one after the other. */
export async function cancelOneByOne(client: SdkClient, pairs: Pair[]): Promise<void> {
	for (const pair of pairs) await cancel(client, pair);
}

/**
 * One cancel for each pair, `most` in flight. The SDK repeats nothing, so a refused one is sent
 * again here, at once: the quickest way. Answers how many refusals there were.
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
