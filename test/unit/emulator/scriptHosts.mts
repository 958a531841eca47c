import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { startEmulator } from '../../../emulator/server.mts';
import type { Emulator, EmulatorOptions } from '../../../emulator/server.mts';
import { CANDIDATES } from './scriptHostCandidates.mts';
import { base64, sdk, text, until } from './sdk.mts';

const OVER = ['SUCCESS', 'FAILED', 'TIMEOUT', 'TERMINATED', 'START_FAILED', 'CANCELLED'];

/** The sandboxes that work on this machine, and those that do not. In a process of its own, to be had at once. */
const working = JSON.parse(
	execFileSync(process.execPath, ['--input-type=module', '--eval', probe()], { encoding: 'utf8' }),
) as string[];
export const sandboxes = CANDIDATES.filter(({ name }) => working.includes(name));
export const missing = CANDIDATES.filter(({ name }) => !working.includes(name));

function probe(): string {
	const folder = pathToFileURL(process.cwd());
	return `import { workingSandbox } from '${folder}/emulator/agents/sandbox.mts';
		import { CANDIDATES } from '${folder}/test/unit/emulator/scriptHostCandidates.mts';
		const found = [];
		for (const one of CANDIDATES) if (await workingSandbox([one])) found.push(one.name);
		console.log(JSON.stringify(found));`;
}

/** An emulator with three bash instances, and what its scripts do. */
export async function startWithScripts(options: EmulatorOptions = {}) {
	const emulator: Emulator = await startEmulator({ rateLimit: false, ...options });
	const client = sdk(emulator);

	async function run(script: string, fields: object = {}): Promise<string> {
		const InstanceIds = ['ins-demo0001'];
		const answer = await client.RunCommand({ Content: base64(script), InstanceIds, ...fields });
		return answer.InvocationId as string;
	}

	async function task(invocationId: string) {
		const { InvocationTaskSet: [found] = [] } = await client.DescribeInvocationTasks({
			Filters: [{ Name: 'invocation-id', Values: [invocationId] }],
			HideOutput: false,
		});
		const { Output, ExitCode } = found.TaskResult ?? {};
		return { ...found, output: text(Output), exitCode: ExitCode };
	}

	return {
		emulator,
		client,
		run,
		task,
		finished: async (invocationId: string) =>
			await until(
				() => task(invocationId),
				({ TaskStatus = '' }) => OVER.includes(TaskStatus),
			),
		printed: async (invocationId: string, pattern: RegExp) =>
			await until(
				() => task(invocationId),
				({ output }) => pattern.test(output),
			),
	};
}

/** A number of seconds that no other process sleeps for: the processes of a script are found by it. */
export const longTime = (): string => `600.${Math.random().toString().slice(2)}`;

/** All processes of this machine, in whatever namespace, with their arguments joined by spaces. */
export function processes(): Array<{ pid: number; command: string }> {
	if (!existsSync('/proc/self')) {
		const lines = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
		return lines.map((line) => {
			const [pid, ...words] = line.trim().split(/\s+/);
			return { pid: Number(pid), command: words.join(' ') };
		});
	}
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return pids.map((pid) => ({ pid: Number(pid), command: commandOf(pid) }));
}

/** Waits until a process sleeps for that time, and returns its ID. */
export async function sleeper(seconds: string): Promise<number> {
	const find = async () => processes().find(({ command }) => command === `sleep ${seconds}`);
	return (await until(find, Boolean))?.pid as number;
}

/** Waits until no process has that time in its arguments. */
export async function allGone(seconds: string): Promise<void> {
	const left = async () => processes().some(({ command }) => command.includes(seconds));
	await until(left, (some) => !some);
}

function commandOf(pid: string): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
	} catch {
		return '';
	}
}
