import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Clock } from '../clock.mts';
import { divert, stateOf } from '../tasks.mts';
import type { Task, TaskState, TaskStatus } from '../tasks.mts';
import type { Agent, Job } from './agent.mts';

const DELIVERY_MS = 20;

/** Runs the script under bash, else sh, with stderr joined to stdout: as the vendor's agent does. */
const RUN = 'exec "$(command -v bash || command -v sh)" -c "$0" 2>&1';

export interface BashAgent extends Agent {
	/** Kills everything it started, waits until it is gone, and starts nothing more. */
	stop(): Promise<void>;
}

/**
 * An agent that really runs the script on this machine, as this user, in a process group of its
 * own. A cancel or a timeout is SIGKILL to the group at once. As with the vendor's agent, a task
 * lasts until its output is closed: a child in the background that holds it keeps the task RUNNING.
 */
export function bashAgent(clock: Clock): BashAgent {
	const running = new Map<Task, ChildProcess>();
	const groups = new Set<number>();
	let stopped = false;
	const killAll = () => groups.forEach((group) => signalGroup(group, 'SIGKILL'));
	process.once('exit', killAll);

	return {
		commandTypes: ['SHELL'],
		start(task, job) {
			const now = clock.now();
			divert(task, now, { at: now + DELIVERY_MS / 2, status: 'DELIVERING' });
			clock.after(DELIVERY_MS, () => {
				const cancelled = stateOf(task, clock.now()).status === 'CANCELLED';
				if (!cancelled && !stopped) run(task, job);
			});
		},
		kill(task) {
			divert(task, clock.now(), { at: clock.now(), status: 'CANCELLING' });
			signalGroup(running.get(task)?.pid, 'SIGKILL');
		},
		async stop() {
			stopped = true;
			process.off('exit', killAll);
			killAll();
			const children = [...running.values()];
			// A child that left its group may hold the pipe open: let go of it.
			children.forEach((child) => child.stdout?.destroy());
			await Promise.all(children.map(exited));
		},
	};

	function run(task: Task, job: Job): void {
		const cwd = job.workingDirectory || tmpdir();
		if (!existsSync(cwd)) return fail(`InvalidWorkingDirectory: \`${cwd}\` does not exist`);
		try {
			const child = spawn('sh', ['-c', RUN, job.script], {
				cwd,
				env: environment(),
				detached: true,
				stdio: ['ignore', 'pipe', 'ignore'],
			});
			child.once('error', (error) => fail(`TaskSpawnFailed: ${error.message}`));
			child.once('spawn', () => watch(child));
		} catch (error) {
			fail(`TaskSpawnFailed: ${(error as Error).message}`);
		}

		function watch(child: ChildProcess): void {
			const group = child.pid as number;
			let timedOut = false;
			running.set(task, child);
			groups.add(group);
			push({ status: 'RUNNING' });
			const callOff = clock.after(job.timeoutMs, () => {
				timedOut = true;
				signalGroup(group, 'SIGKILL');
			});
			child.stdout?.on('data', (chunk: Buffer) => task.output.append(chunk));
			child.once('close', (code: number | null) => {
				callOff();
				running.delete(task);
				if (!signalGroup(group, 0)) groups.delete(group);
				push({ status: outcome(code, timedOut), exitCode: code ?? -1 });
			});
		}

		function outcome(code: number | null, timedOut: boolean): TaskStatus {
			// A script that ended by itself in the race with the kill keeps its own outcome.
			if (code !== null) return code === 0 ? 'SUCCESS' : 'FAILED';
			if (stateOf(task, clock.now()).status === 'CANCELLING') return 'TERMINATED';
			return timedOut ? 'TIMEOUT' : 'FAILED';
		}

		function fail(errorInfo: string): void {
			push({ status: 'START_FAILED', exitCode: -1, errorInfo });
		}

		function push(state: Omit<TaskState, 'at'>): void {
			task.timeline.push({ at: clock.now(), ...state });
		}
	}
}

/** What the script sees: not the developer's other variables, which may hold secrets. */
function environment(): NodeJS.ProcessEnv {
	const { PATH, HOME, USER, LANG } = process.env;
	return { PATH, HOME, USER, LANG };
}

async function exited(child: ChildProcess): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Signals a process group (0 only asks); false when there is none. */
function signalGroup(group: number | undefined, signal: 'SIGKILL' | 0): boolean {
	try {
		return group !== undefined && process.kill(-group, signal);
	} catch {
		return false;
	}
}
