import type { Task } from '../tasks.mts';

/** What an agent is given to run. */
export interface Job {
	script: string;
	timeoutMs: number;
	workingDirectory?: string;
}

/** The part of TAT that sits on an instance. It writes what happens into the task's timeline. */
export interface Agent {
	commandTypes: string[];
	/** Takes a PENDING task on. */
	start(task: Task, job: Job): void;
	/** Kills a RUNNING task. */
	kill(task: Task): void;
}
