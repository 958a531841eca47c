import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisMachine } from '../../../emulator/agents/host.mts';
import { workingSandbox } from '../../../emulator/agents/sandbox.mts';
import { virtualClock } from '../../../emulator/server.mts';
import { until } from './sdk.mts';
import {
	allGone,
	longTime,
	missing,
	processes,
	sandboxes,
	sleeper,
	startWithScripts,
} from './scriptHosts.mts';

function end(pid: number): void {
	try {
		process.kill(pid);
	} catch {
		// It has ended already
	}
}

for (const host of missing) {
	it(`runs nothing in ${host.name}, which does not work on this machine`, async () => {
		expect(await workingSandbox([host])).toBeUndefined();
	});
}

describe.each([...sandboxes, thisMachine])('in $name', (host) => {
	const options =
		host === thisMachine ? { sandboxes: [], scriptsOnThisMachine: true } : { sandboxes: [host] };
	let stage: Awaited<ReturnType<typeof startWithScripts>>;
	let seconds: string;

	beforeEach(async () => {
		stage = await startWithScripts(options);
		seconds = longTime();
	});
	afterEach(() => stage.emulator.stop());

	it('says where scripts run', () => {
		expect(stage.emulator.scriptHost).toBe(host.name);
	});

	it('really runs the script, stderr joined to stdout in order, stdin empty', async () => {
		const script = 'echo one; echo two >&2; cat; echo three; [[ -n "$BASH_VERSION" ]] && exit 7';
		expect(await stage.finished(await stage.run(script))).toMatchObject({
			TaskStatus: 'FAILED',
			output: 'one\ntwo\nthree\n',
			exitCode: 7,
		});
	});

	it('runs in the working directory, and fails to start when there is none', async () => {
		const directory = mkdtempSync(join(realpathSync(tmpdir()), 'emulator-'));
		const there = await stage.finished(
			await stage.run('pwd; touch here', { WorkingDirectory: directory }),
		);
		rmSync(directory, { recursive: true });
		expect(there).toMatchObject({ TaskStatus: 'SUCCESS', output: `${directory}\n`, exitCode: 0 });
		const gone = await stage.finished(await stage.run('pwd', { WorkingDirectory: directory }));
		expect(gone).toMatchObject({
			TaskStatus: 'START_FAILED',
			ErrorInfo: expect.stringContaining(directory),
			StartTime: null,
			exitCode: -1,
		});
		expect(
			await stage.finished(await stage.run('pwd', { WorkingDirectory: '/etc/passwd' })),
		).toMatchObject({ TaskStatus: 'START_FAILED', StartTime: null });
	});

	it.each(['/', '/usr/bin', '/tmp', '/etc', '/dev'])('runs in %s', async (WorkingDirectory) => {
		expect(await stage.finished(await stage.run('pwd', { WorkingDirectory }))).toMatchObject({
			TaskStatus: 'SUCCESS',
			output: `${WorkingDirectory}\n`,
		});
	});

	it('runs in a directory whose name is full of surprises', async () => {
		const directory = mkdtempSync(join(realpathSync(tmpdir()), `it's "$(false)" \\ ;é `));
		const invocationId = await stage.run('pwd', { WorkingDirectory: directory });
		const { output } = await stage.finished(invocationId);
		rmSync(directory, { recursive: true });
		expect(output).toBe(`${directory}\n`);
	});

	it('does not hand the environment of the developer to the script', async () => {
		const { output } = await stage.finished(await stage.run('env'));
		const names = output.split('\n').flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []);
		const shellsOwn = ['PWD', 'OLDPWD', 'SHLVL', '_'];
		expect(names).toContain('PATH');
		expect(['PATH', 'HOME', 'USER', 'LANG', ...shellsOwn]).toEqual(expect.arrayContaining(names));
	});

	it('kills the whole group on a cancel, without a SIGTERM, and keeps the output', async () => {
		const script = `trap "echo caught" TERM; sleep ${seconds} & echo started; wait`;
		const invocationId = await stage.run(script);
		const { output } = await stage.printed(invocationId, /started\n/);
		await sleeper(seconds);
		await stage.client.CancelInvocation({ InvocationId: invocationId });
		expect(await stage.finished(invocationId)).toMatchObject({
			TaskStatus: 'TERMINATED',
			output,
			exitCode: -1,
		});
		await allGone(seconds);
		const { InvocationSet: [invocation] = [] } = await stage.client.DescribeInvocations({});
		expect(invocation.InvocationStatus).toBe('CANCELLED');
	});

	it('cancels a script that has only just been started', async () => {
		const invocationId = await stage.run(`sleep ${seconds}`);
		await until(
			() => stage.task(invocationId),
			({ TaskStatus }) => TaskStatus === 'RUNNING',
		);
		await stage.client.CancelInvocation({ InvocationId: invocationId });
		expect(await stage.finished(invocationId)).toMatchObject({
			TaskStatus: 'TERMINATED',
			exitCode: -1,
		});
		await allGone(seconds);
	});

	it('kills the whole group at the timeout', async () => {
		const invocationId = await stage.run(`sleep ${seconds}; echo never`, { Timeout: 1 });
		expect(await stage.finished(invocationId)).toMatchObject({
			TaskStatus: 'TIMEOUT',
			output: '',
			exitCode: -1,
		});
		await allGone(seconds);
	});

	it('never starts what was cancelled before it was delivered', async () => {
		await stage.emulator.stop();
		const clock = virtualClock();
		stage = await startWithScripts({ ...options, clock });
		const invocationId = await stage.run('echo started');
		await stage.client.CancelInvocation({ InvocationId: invocationId });
		clock.advance(60_000);
		expect(await stage.task(invocationId)).toMatchObject({
			TaskStatus: 'CANCELLED',
			StartTime: null,
			output: '',
		});
	});

	it('stays CANCELLING while a child in another session holds the output', async () => {
		const invocationId = await stage.run(`setsid sleep ${seconds} & echo started; wait`);
		const survivor = await sleeper(seconds);
		await stage.client.CancelInvocation({ InvocationId: invocationId });
		expect((await stage.task(invocationId)).TaskStatus).toBe('CANCELLING');
		end(survivor);
		expect((await stage.finished(invocationId)).TaskStatus).toBe('TERMINATED');
	});

	it('keeps the outcome of a script that ended before the kill', async () => {
		const invocationId = await stage.run(`setsid sleep ${seconds} & echo started; exit 3`);
		await stage.printed(invocationId, /started\n/);
		const survivor = await sleeper(seconds);
		const script = async () =>
			processes().some(({ command }) => command.includes(`bash -c setsid sleep ${seconds}`));
		await until(script, (runs) => !runs);
		await stage.client.CancelInvocation({ InvocationId: invocationId });
		end(survivor);
		expect(await stage.finished(invocationId)).toMatchObject({ TaskStatus: 'FAILED', exitCode: 3 });
	});

	it('lets a child in the background live on, without the task', async () => {
		const invocationId = await stage.run(`sleep ${seconds} >/dev/null 2>&1 & echo over`);
		expect(await stage.finished(invocationId)).toMatchObject({
			TaskStatus: 'SUCCESS',
			output: 'over\n',
		});
		const other = await stage.finished(await stage.run('sleep 2; echo later'));
		expect(other.output).toBe('later\n');
		end(await sleeper(seconds));
		await allGone(seconds);
	});

	it('is FAILED with -1 when something else kills the script', async () => {
		expect(await stage.finished(await stage.run('kill -9 $$'))).toMatchObject({
			TaskStatus: 'FAILED',
			exitCode: -1,
		});
	});

	it('counts what is printed beyond 24 KiB', async () => {
		const script = 'head -c 30000 /dev/zero | tr "\\0" x';
		const { output, TaskResult } = await stage.finished(await stage.run(script));
		expect(output).toBe('x'.repeat(24 * 1024));
		expect(TaskResult?.Dropped).toBe(30000 - 24 * 1024);
	});

	it('survives a script that cannot be started', async () => {
		expect(await stage.finished(await stage.run('echo \0'))).toMatchObject({
			TaskStatus: 'START_FAILED',
		});
		expect(await stage.finished(await stage.run('echo fine'))).toMatchObject({ output: 'fine\n' });
	});

	it('runs no PowerShell', async () => {
		await expect(stage.run('1', { CommandType: 'POWERSHELL' })).rejects.toMatchObject({
			code: 'InvalidParameterValue.AgentUnsupportedCommandType',
		});
	});

	it('leaves no process behind when it stops, not even one in the background', async () => {
		await stage.run(`echo running; sleep ${seconds}`);
		await stage.finished(await stage.run(`sleep ${seconds}1 >/dev/null 2>&1 & echo over`));
		await sleeper(seconds);
		await sleeper(`${seconds}1`);
		await stage.emulator.stop();
		await allGone(seconds);
	});
});
