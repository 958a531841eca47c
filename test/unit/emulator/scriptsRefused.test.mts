import { bashAgent } from '../../../emulator/agents/bash.mts';
import { thisMachine } from '../../../emulator/agents/host.mts';
import type { Host } from '../../../emulator/agents/host.mts';
import { whereScriptsRun, workingSandbox } from '../../../emulator/agents/sandbox.mts';
import { realClock, virtualClock } from '../../../emulator/server.mts';
import type { EmulatorOptions } from '../../../emulator/server.mts';
import { Output, stateOf } from '../../../emulator/tasks.mts';
import type { Task } from '../../../emulator/tasks.mts';
import { until } from './sdk.mts';
import { startWithScripts } from './scriptHosts.mts';

const command = (...words: string[]): Host => ({
	name: words[0],
	start: () => ({ command: words }),
});
const NOT_INSTALLED = command('no-such-tool');
const FORBIDDEN = command('sh', '-c', 'echo "unshare failed: Operation not permitted" >&2; exit 1');

let stage: Awaited<ReturnType<typeof startWithScripts>>;
const start = async (options: EmulatorOptions) => (stage = await startWithScripts(options));
afterEach(async () => await stage?.emulator.stop());

it.each([
	['is not installed', NOT_INSTALLED],
	['is forbidden', FORBIDDEN],
	['starts, and separates nothing', thisMachine],
	['starts, and prints something else', command('sh', '-c', 'printf "%s\\n" 1 2 3 >&3')],
])('takes nothing for a sandbox that %s', async (_, host) => {
	expect(await workingSandbox([host])).toBeUndefined();
});

it('pretends where there is no sandbox, and says how to have scripts run', async () => {
	const clock = virtualClock();
	const { emulator, run, task } = await start({ sandboxes: [NOT_INSTALLED, FORBIDDEN], clock });
	expect(emulator.scriptHost).toBeUndefined();
	const invocationId = await run('echo "really run"');
	clock.advance(1_000);
	const running = await task(invocationId);
	expect(running.TaskStatus).toBe('RUNNING');
	expect(running.output).toBe(`Scripts are ${whereScriptsRun(undefined)}\n`);
	expect(running.output).toContain('--scripts-on-this-machine');
	clock.advance(60_000);
	expect((await task(invocationId)).TaskStatus).toBe('SUCCESS');
});

it('cancels what only pretends', async () => {
	const clock = virtualClock();
	const { client, run, task } = await start({ sandboxes: [], clock });
	const invocationId = await run('sleep 600');
	clock.advance(1_000);
	await client.CancelInvocation({ InvocationId: invocationId });
	clock.advance(1_000);
	expect((await task(invocationId)).TaskStatus).toBe('TERMINATED');
});

it('pretends as it is told to', async () => {
	const { finished, run } = await start({
		sandboxes: [],
		standIn: { output: 'as told\n', exitCode: 7 },
	});
	expect(await finished(await run('echo "really run"'))).toMatchObject({
		TaskStatus: 'FAILED',
		output: 'as told\n',
		exitCode: 7,
	});
});

it('runs scripts on this machine where that is allowed, and there is no sandbox', async () => {
	const { emulator, finished, run } = await start({ sandboxes: [], scriptsOnThisMachine: true });
	expect(whereScriptsRun(emulator.scriptHost)).toBe(
		'run on this machine without a sandbox, with all that you may do here',
	);
	expect((await finished(await run('echo "really run"'))).output).toBe('really run\n');
});

it('looks for no sandbox when no instance runs scripts', async () => {
	let tried = false;
	const sandbox: Host = { ...FORBIDDEN, start: () => ((tried = true), { command: ['false'] }) };
	await start({ sandboxes: [sandbox], instances: [{ instanceId: 'ins-demo0001', agent: {} }] });
	expect(tried).toBe(false);
});

it('says why a script could not be started in a sandbox that used to work', async () => {
	const agent = bashAgent(realClock(), FORBIDDEN);
	const task: Task = {
		invocationTaskId: 'invt-1',
		instanceId: 'ins-demo0001',
		timeline: [{ at: 0, status: 'PENDING' }],
		output: new Output(),
	};
	agent.start(task, { script: 'true', timeoutMs: 60_000 });
	const state = async () => stateOf(task, Date.now());
	expect(await until(state, ({ exitCode }) => exitCode !== undefined)).toMatchObject({
		status: 'START_FAILED',
		errorInfo: 'TaskSpawnFailed: unshare failed: Operation not permitted',
	});
	await agent.stop();
});
