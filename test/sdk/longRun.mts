import type { SdkClient } from './client.mts';

const LONGEST_RUN_SECONDS = 86_400;

/** Starts a command that goes on until it is cancelled, and returns the invocation's ID. */
export async function startLongRun(
	client: SdkClient,
	script: string,
	instanceIds: string[],
): Promise<string> {
	const { InvocationId = '' } = await client.RunCommand({
		Content: Buffer.from(script).toString('base64'),
		InstanceIds: instanceIds,
		Timeout: LONGEST_RUN_SECONDS,
	});
	return InvocationId;
}
