export type TaskStatus =
	| 'PENDING'
	| 'DELIVERING'
	| 'DELIVER_DELAYED'
	| 'DELIVER_FAILED'
	| 'START_FAILED'
	| 'RUNNING'
	| 'SUCCESS'
	| 'FAILED'
	| 'TIMEOUT'
	| 'TASK_TIMEOUT'
	| 'CANCELLING'
	| 'CANCELLED'
	| 'TERMINATED';

/** The state that a task enters at the time `at` (milliseconds). */
export interface TaskState {
	at: number;
	status: TaskStatus;
	exitCode?: number;
	errorInfo?: string;
}

/**
 * A command on one instance. Its timeline may reach into the future: what is true now is read off
 * it, so thousands of tasks need no timer.
 */
export interface Task {
	invocationTaskId: string;
	instanceId: string;
	timeline: TaskState[];
	output: Output;
}

const NOT_STARTED: readonly TaskStatus[] = ['PENDING', 'DELIVERING', 'DELIVER_DELAYED'];
const UNFINISHED: readonly TaskStatus[] = [...NOT_STARTED, 'RUNNING', 'CANCELLING'];

export const isNotStarted = (status: TaskStatus): boolean => NOT_STARTED.includes(status);
export const isOver = (status: TaskStatus): boolean => !UNFINISHED.includes(status);

/** The state of a task at the time `now`. */
export function stateOf(task: Task, now: number): TaskState {
	return task.timeline.findLast(({ at }) => at <= now) ?? task.timeline[0];
}

/** When the task began to run; null when it has not (yet). */
export function startedAt(task: Task, now: number): number | null {
	return task.timeline.find(({ at, status }) => at <= now && status === 'RUNNING')?.at ?? null;
}

/** When the task was over; null when it is not (yet). */
export function endedAt(task: Task, now: number): number | null {
	const state = stateOf(task, now);
	return isOver(state.status) ? state.at : null;
}

/** Keeps what has happened so far, and replaces what was to come with `states`. */
export function divert(task: Task, now: number, ...states: TaskState[]): void {
	task.timeline = [...task.timeline.filter(({ at }) => at <= now), ...states];
}

/** TAT keeps the first 24 KiB a task prints. */
const KEPT_BYTES = 24 * 1024;

/** What a task printed: the bytes kept, and how many more there were. */
export class Output {
	kept: Buffer = Buffer.alloc(0);
	dropped = 0;

	append(chunk: Buffer): void {
		const taken = chunk.subarray(0, KEPT_BYTES - this.kept.length);
		this.kept = Buffer.concat([this.kept, taken]);
		this.dropped += chunk.length - taken.length;
	}
}
