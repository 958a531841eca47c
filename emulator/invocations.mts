import type { RunCommandRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import type { Clock } from './clock.mts';
import type { Owner } from './commands.mts';
import { newId } from './ids.mts';
import type { Instance, InstanceKind } from './instances.mts';
import { divert, isNotStarted, isOver, Output, stateOf } from './tasks.mts';
import type { Task, TaskStatus } from './tasks.mts';

export type InvocationStatus =
	| 'PENDING'
	| 'RUNNING'
	| 'CANCELLING'
	| 'SUCCESS'
	| 'TIMEOUT'
	| 'FAILED'
	| 'CANCELLED'
	| 'PARTIAL_FAILED'
	| 'PARTIAL_CANCELLED';

/** Who started it: someone through the API, or an invoker on its schedule. */
export type InvocationSource = 'USER' | 'INVOKER';

/** A command with its defaults filled in. */
export type Command = RunCommandRequest & { CommandType: string; Timeout: number };

/** What it takes to start an invocation. */
export interface Run {
	command: Command;
	/** The script with its placeholders replaced. */
	script: string;
	/** Of one region and kind. */
	instances: Instance[];
	/** Of a saved command; else the command is for this run alone. */
	commandId?: string;
	commandCreatedBy?: Owner;
	source?: InvocationSource;
}

export interface Invocation {
	invocationId: string;
	commandId: string;
	commandCreatedBy: Owner;
	source: InvocationSource;
	region: string;
	instanceKind: InstanceKind;
	createdAt: number;
	command: Command;
	/** The script with its placeholders replaced. */
	script: string;
	tasks: Array<Task & { instance: Instance }>;
}

/** All invocations, newest first. */
export class InvocationBook {
	readonly invocations: Invocation[] = [];
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	/** Hands the script to the agent of each instance. */
	run({
		command,
		script,
		instances,
		commandId = newId('cmd-', 8),
		commandCreatedBy = 'USER',
		source = 'USER',
	}: Run): Invocation {
		const createdAt = this.clock.now();
		const [{ region, kind }] = instances;
		const invocation: Invocation = {
			invocationId: newId('inv-', 10),
			commandId,
			commandCreatedBy,
			source,
			region,
			instanceKind: kind,
			createdAt,
			command,
			script,
			tasks: instances.map((instance) => ({
				invocationTaskId: newId('invt-', 10),
				instanceId: instance.instanceId,
				instance,
				timeline: [{ at: createdAt, status: 'PENDING' }],
				output: new Output(),
			})),
		};
		this.invocations.unshift(invocation);
		const { Timeout, WorkingDirectory: workingDirectory } = command;
		const job = { script, timeoutMs: Timeout * 1000, workingDirectory };
		for (const task of invocation.tasks) task.instance.agent.start(task, job);
		return invocation;
	}

	/** Marks tasks that have not started CANCELLED and has the agents kill running ones; others stay. */
	cancel(tasks: Invocation['tasks']): void {
		const now = this.clock.now();
		for (const task of tasks) {
			const { status } = stateOf(task, now);
			if (isNotStarted(status)) divert(task, now, { at: now, status: 'CANCELLED' });
			if (status === 'RUNNING') task.instance.agent.kill(task);
		}
	}
}

/** The status of an invocation, from those of its tasks (the rule is inferred: TAT publishes none). */
export function aggregateStatus(tasks: TaskStatus[]): InvocationStatus {
	if (!tasks.every(isOver)) {
		if (tasks.includes('CANCELLING')) return 'CANCELLING';
		return tasks.every(isNotStarted) ? 'PENDING' : 'RUNNING';
	}
	const all = (...statuses: TaskStatus[]) => tasks.every((status) => statuses.includes(status));
	if (all('SUCCESS')) return 'SUCCESS';
	if (all('CANCELLED', 'TERMINATED')) return 'CANCELLED';
	if (tasks.includes('CANCELLED') || tasks.includes('TERMINATED')) return 'PARTIAL_CANCELLED';
	if (all('TIMEOUT')) return 'TIMEOUT';
	return tasks.includes('SUCCESS') ? 'PARTIAL_FAILED' : 'FAILED';
}
