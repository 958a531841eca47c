import type { Task } from '../tasks.mts';

/** What an agent is given to run. */
export interface Job {
	script: string;
	timeoutMs: number;
	workingDirectory?: string;
}

/** The part of TAT that runs on an instance. It records what happens in the task's timeline. */
export interface Agent {
	commandTypes: string[];
	/** Starts a PENDING task. */
	start(task: Task, job: Job): void;
	/** Kills a RUNNING task. */
	kill(task: Task): void;
}
