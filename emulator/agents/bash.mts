import { statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import type { Clock } from '../clock.mts';
import { divert, stateOf } from '../tasks.mts';
import type { Task, TaskState, TaskStatus } from '../tasks.mts';
import type { Agent, Job } from './agent.mts';
import { launch, signalGroup } from './host.mts';
import type { Host, Launched } from './host.mts';

const DELIVERY_MS = 20;

export interface BashAgent extends Agent {
	/** Kills everything it started, waits until that has ended, and starts nothing more. */
	stop(): Promise<void>;
}

/**
 * An agent that really runs scripts, each in its own process group. A cancel or a timeout sends SIGKILL to the group at once.
 * As with the vendor's agent, a task lasts until its output is closed: a background child that holds it open keeps the task
 * RUNNING. Anything else that the script leaves behind lives until the agent stops.
 */
export function bashAgent(clock: Clock, host: Host): BashAgent {
	const running = new Map<Task, Launched>();
	const groups = new Set<number>();
	const lifelines = new Set<Socket>();
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
			killScript(running.get(task)?.process.pid);
		},
		async stop() {
			stopped = true;
			process.off('exit', killAll);
			killAll();
			const launched = [...running.values()];
			// A child that left its group may hold the pipe open: let go of it.
			launched.forEach(({ output }) => output.destroy());
			const letGo = [...lifelines].map((lifeline) => closed(lifeline.end()));
			await Promise.all([...letGo, ...launched.map(({ ended }) => ended)]);
		},
	};

	function run(task: Task, job: Job): void {
		const directory = job.workingDirectory || tmpdir();
		try {
			if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
				return fail(`InvalidWorkingDirectory: \`${directory}\` does not exist`);
			}
			const launched = launch(host, job.script, directory);
			launched.process.once('error', (error) => fail(`TaskSpawnFailed: ${error.message}`));
			launched.process.once('spawn', () => watch(launched));
		} catch (error) {
			fail(`TaskSpawnFailed: ${(error as Error).message}`);
		}

		async function watch(launched: Launched): Promise<void> {
			const { output, lifeline } = launched;
			const group = launched.process.pid as number;
			let timedOut = false;
			running.set(task, launched);
			groups.add(group);
			lifelines.add(lifeline);
			lifeline.once('close', () => lifelines.delete(lifeline));
			push({ status: 'RUNNING' });
			const callOff = clock.after(job.timeoutMs, () => {
				timedOut = true;
				killScript(group);
			});
			output.on('data', (chunk: Buffer) => task.output.append(chunk));
			const [exitCode] = await Promise.all([launched.ended, closed(output)]);
			callOff();
			running.delete(task);
			lifeline.write('over\n');
			groups.forEach((one) => signalGroup(one, 0) || groups.delete(one));
			const code = exitCode === host.killedCode ? null : exitCode;
			const complaint = launched.complaint();
			if (code && complaint) return fail(`TaskSpawnFailed: ${complaint}`);
			push({ status: outcome(code, timedOut), exitCode: code ?? -1 });
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

	/** Kills the script's process group. Before the script leads one, that is all that was started for it. */
	function killScript(pid: number | undefined): void {
		if (pid !== undefined) signalGroup(host.scriptGroup?.(pid) ?? pid, 'SIGKILL');
	}
}

/** Errors on the way do not matter: the end is reported anyway. */
function closed(stream: Readable): Promise<void> {
	return new Promise((resolve) => stream.once('close', resolve));
}
