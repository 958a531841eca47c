import type { Clock } from '../clock.mts';
import { divert } from '../tasks.mts';
import type { TaskState } from '../tasks.mts';
import type { Agent, Job } from './agent.mts';

/** An agent that only pretends to run scripts, on the emulator's clock. Times in milliseconds. */
export interface ScriptedAgent {
	/** From RunCommand to the start. Default 0. */
	deliverMs?: number;
	/** From the start to the end. Default 0; `Infinity` runs into the command's timeout. */
	runMs?: number;
	/** Default 0, or 1 when `outcome` is FAILED. */
	exitCode?: number;
	/** What it prints, all at its start. */
	output?: string;
	/** Default SUCCESS, or FAILED when `exitCode` is not 0. */
	outcome?: 'SUCCESS' | 'FAILED' | 'TIMEOUT' | 'START_FAILED' | 'DELIVER_FAILED' | 'TASK_TIMEOUT';
	/** How long CANCELLING lasts. Default 0. */
	cancelMs?: number;
	/** CANCELLING never ends, as with an agent that went silent. */
	ignoresCancel?: boolean;
}

const COMMAND_TYPES = { Linux: ['SHELL'], Windows: ['POWERSHELL', 'BAT'] };

export function scriptedAgent(
	play: ScriptedAgent,
	clock: Clock,
	environment: keyof typeof COMMAND_TYPES,
): Agent {
	return {
		commandTypes: COMMAND_TYPES[environment],
		start(task, job) {
			task.output.append(Buffer.from(play.output ?? ''));
			divert(task, clock.now(), ...future(play, job, clock.now()));
		},
		kill(task) {
			const now = clock.now();
			const end: TaskState = { at: now + (play.cancelMs ?? 0), status: 'TERMINATED', exitCode: -1 };
			divert(task, now, { at: now, status: 'CANCELLING' }, ...(play.ignoresCancel ? [] : [end]));
		},
	};
}

function future(play: ScriptedAgent, job: Job, now: number): TaskState[] {
	const { deliverMs = 0, runMs = 0, exitCode = play.outcome === 'FAILED' ? 1 : 0 } = play;
	const outcome = play.outcome ?? (exitCode === 0 ? 'SUCCESS' : 'FAILED');
	const delivering: TaskState = { at: now + deliverMs / 2, status: 'DELIVERING' };
	const delivered = now + deliverMs;

	if (outcome === 'START_FAILED' || outcome === 'DELIVER_FAILED') {
		const errorInfo = `${outcome}: as scripted`;
		return [delivering, { at: delivered, status: outcome, exitCode: -1, errorInfo }];
	}
	const timedOut = runMs > job.timeoutMs;
	const ended = outcome === 'SUCCESS' || outcome === 'FAILED';
	return [
		delivering,
		{ at: delivered, status: 'RUNNING' },
		{
			at: delivered + Math.min(runMs, job.timeoutMs),
			status: timedOut ? 'TIMEOUT' : outcome,
			exitCode: ended && !timedOut ? exitCode : -1,
		},
	];
}
