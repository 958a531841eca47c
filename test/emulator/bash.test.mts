import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, virtualClock } from '../../emulator/server.mts';
import type { Emulator } from '../../emulator/server.mts';
import { base64, sdk, text, until } from './sdk.mts';

const OVER = ['SUCCESS', 'FAILED', 'TIMEOUT', 'TERMINATED', 'START_FAILED', 'CANCELLED'];

let emulator: Emulator;
let client: ReturnType<typeof sdk>;

beforeEach(async () => {
	emulator = await startEmulator({ rateLimit: false });
	client = sdk(emulator);
});
afterEach(() => emulator.stop());

async function run(script: string, options: object = {}): Promise<string> {
	const InstanceIds = ['ins-demo0001'];
	const answer = await client.RunCommand({ Content: base64(script), InstanceIds, ...options });
	return answer.InvocationId as string;
}

async function task(invocationId: string) {
	const { InvocationTaskSet: [found] = [] } = await client.DescribeInvocationTasks({
		Filters: [{ Name: 'invocation-id', Values: [invocationId] }],
		HideOutput: false,
	});
	return { ...found, output: text(found.TaskResult?.Output), exitCode: found.TaskResult?.ExitCode };
}

const finished = (invocationId: string) =>
	until(
		() => task(invocationId),
		({ TaskStatus = '' }) => OVER.includes(TaskStatus),
	);

const printed = (invocationId: string, pattern: RegExp) =>
	until(
		() => task(invocationId),
		({ output }) => pattern.test(output),
	);

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

const gone = (pid: number) =>
	until(
		async () => isAlive(pid),
		(alive) => !alive,
	);

it('really runs the script, stderr joined to stdout in order, stdin empty', async () => {
	const script = 'echo one; echo two >&2; cat; echo three; [[ -n "$BASH_VERSION" ]] && exit 7';
	expect(await finished(await run(script))).toMatchObject({
		TaskStatus: 'FAILED',
		output: 'one\ntwo\nthree\n',
		exitCode: 7,
	});
});

it('runs in the working directory, and fails to start when there is none', async () => {
	const directory = mkdtempSync(join(realpathSync(tmpdir()), 'emulator-'));
	const there = await finished(await run('pwd', { WorkingDirectory: directory }));
	rmSync(directory, { recursive: true });
	expect(there).toMatchObject({ TaskStatus: 'SUCCESS', output: `${directory}\n`, exitCode: 0 });
	expect(await finished(await run('pwd', { WorkingDirectory: directory }))).toMatchObject({
		TaskStatus: 'START_FAILED',
		ErrorInfo: expect.stringContaining(directory),
		StartTime: null,
		exitCode: -1,
	});
});

it('does not hand the environment of the developer to the script', async () => {
	const { output } = await finished(await run('env'));
	const names = output.split('\n').flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []);
	const shellsOwn = ['PWD', 'OLDPWD', 'SHLVL', '_'];
	expect(names).toContain('PATH');
	expect(['PATH', 'HOME', 'USER', 'LANG', ...shellsOwn]).toEqual(expect.arrayContaining(names));
});

it('kills the whole group on a cancel, without a SIGTERM, and keeps the output', async () => {
	const invocationId = await run('trap "echo caught" TERM; sleep 600 & echo "$$ $!"; wait');
	const { output } = await printed(invocationId, /^\d+ \d+\n/);
	await client.CancelInvocation({ InvocationId: invocationId });
	expect(await finished(invocationId)).toMatchObject({
		TaskStatus: 'TERMINATED',
		output,
		exitCode: -1,
	});
	for (const pid of output.trim().split(' ').map(Number)) await gone(pid);
	const { InvocationSet: [invocation] = [] } = await client.DescribeInvocations({});
	expect(invocation.InvocationStatus).toBe('CANCELLED');
});

it('kills the whole group at the timeout', async () => {
	const invocationId = await run('echo $$; sleep 600', { Timeout: 1 });
	const { output, ...task } = await finished(invocationId);
	expect(task).toMatchObject({ TaskStatus: 'TIMEOUT', exitCode: -1 });
	await gone(Number(output));
});

it('never starts what was cancelled before it was delivered', async () => {
	await emulator.stop();
	const clock = virtualClock();
	emulator = await startEmulator({ clock });
	client = sdk(emulator);
	const invocationId = await run('echo started');
	await client.CancelInvocation({ InvocationId: invocationId });
	clock.advance(60_000);
	expect(await task(invocationId)).toMatchObject({
		TaskStatus: 'CANCELLED',
		StartTime: null,
		output: '',
	});
});

it('stays CANCELLING while a child in another session holds the output', async () => {
	const invocationId = await run('setsid sleep 600 & echo $!; wait');
	const survivor = Number((await printed(invocationId, /\n/)).output);
	// The child has left the group once it is the leader of its own.
	await until(async () => isAlive(-survivor), Boolean);
	await client.CancelInvocation({ InvocationId: invocationId });
	expect((await task(invocationId)).TaskStatus).toBe('CANCELLING');
	process.kill(survivor);
	expect((await finished(invocationId)).TaskStatus).toBe('TERMINATED');
});

it('keeps the outcome of a script that ended before the kill', async () => {
	const invocationId = await run('setsid sleep 600 & echo "$$ $!"; exit 3');
	const { output } = await printed(invocationId, /\n/);
	const [script, survivor] = output.split(' ').map(Number);
	await gone(script);
	await until(async () => isAlive(-survivor), Boolean);
	await client.CancelInvocation({ InvocationId: invocationId });
	process.kill(survivor);
	expect(await finished(invocationId)).toMatchObject({ TaskStatus: 'FAILED', exitCode: 3 });
});

it('is FAILED with -1 when something else kills the script', async () => {
	expect(await finished(await run('kill -9 $$'))).toMatchObject({
		TaskStatus: 'FAILED',
		exitCode: -1,
	});
});

it('counts what is printed beyond 24 KiB', async () => {
	const { output, TaskResult } = await finished(await run('head -c 30000 /dev/zero | tr "\\0" x'));
	expect(output).toBe('x'.repeat(24 * 1024));
	expect(TaskResult?.Dropped).toBe(30000 - 24 * 1024);
});

it('survives a script that cannot be started', async () => {
	expect(await finished(await run('echo \0'))).toMatchObject({ TaskStatus: 'START_FAILED' });
	expect(await finished(await run('echo fine'))).toMatchObject({ output: 'fine\n' });
});

it('runs no PowerShell', async () => {
	await expect(run('1', { CommandType: 'POWERSHELL' })).rejects.toMatchObject({
		code: 'InvalidParameterValue.AgentUnsupportedCommandType',
	});
});

it('leaves no process behind when it stops, not even one in the background', async () => {
	const running = await printed(await run('echo $$; sleep 600'), /\n/);
	const detached = await finished(await run('sleep 600 >/dev/null 2>&1 & echo $!'));
	expect(isAlive(Number(detached.output))).toBe(true);
	await emulator.stop();
	await gone(Number(running.output));
	await gone(Number(detached.output));
});
