import { startEmulator, virtualClock } from '../../../emulator/server.mts';
import type { Emulator, EmulatorOptions, ScriptedAgent } from '../../../emulator/server.mts';
import { base64, sdk } from './sdk.mts';

/** An emulator on a virtual clock with one scripted instance for each agent given. */
export async function startScripted(agents: ScriptedAgent[], options: EmulatorOptions = {}) {
	const clock = virtualClock(Date.parse('2026-01-02T03:04:05Z'));
	const emulator: Emulator = await startEmulator({
		clock,
		rateLimit: false,
		instances: agents.map((agent, index) => ({ instanceId: `ins-script${index}`, agent })),
		...options,
	});
	const client = sdk(emulator);
	return { clock, emulator, client, run, statuses, tasks };

	/** Runs a command on every instance (or those given) and returns the invocation ID. */
	async function run(instanceIds: string[] = emulator.instanceIds): Promise<string> {
		const request = { Content: base64('true'), InstanceIds: instanceIds };
		return (await client.RunCommand(request)).InvocationId as string;
	}

	async function statuses(invocationId: string) {
		const answer = await client.DescribeInvocations({ InvocationIds: [invocationId] });
		const [invocation] = answer.InvocationSet ?? [];
		return {
			invocation: invocation.InvocationStatus,
			tasks: invocation.InvocationTaskBasicInfoSet?.map(({ TaskStatus }) => TaskStatus),
		};
	}

	async function tasks(invocationId: string) {
		const filter = { Name: 'invocation-id', Values: [invocationId] };
		const request = { Filters: [filter], HideOutput: false, Limit: 100 };
		return (await client.DescribeInvocationTasks(request)).InvocationTaskSet ?? [];
	}
}
