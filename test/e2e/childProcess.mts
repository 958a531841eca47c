import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from './atExit.mts';

/** How long a process may take to end by itself once it is asked to. */
const GRACE_MS = 15_000;

export interface ProcessOptions {
	cwd?: string;
	env: NodeJS.ProcessEnv;
}

export interface ChildProcess {
	/** What it has printed so far. */
	readonly stdout: string;
	readonly stderr: string;
	/** Resolves when it has ended and all of its output is there. */
	readonly ended: Promise<void>;
	/** `undefined` while it runs, `null` when a signal ended it. */
	readonly exitCode: number | null | undefined;
	/** Ends it and everything that it started. */
	stop(): Promise<void>;
}

/** Starts a process that ends, with everything that it started, no later than this one. */
export function startProcess(
	command: string,
	args: string[],
	options: ProcessOptions,
): ChildProcess {
	// A group of its own, so that no process in it is forgotten
	const child = spawn(command, args, {
		...options,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const killGroup = atExit(() => {
		try {
			process.kill(-(child.pid as number), 'SIGKILL');
		} catch {
			// all of it has ended
		}
	});
	let stdout = '';
	let stderr = '';
	let exitCode: number | null | undefined;
	child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
	child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
	const ended = once(child, 'close').then(([code]) => {
		exitCode = code;
		killGroup();
	});

	return {
		get stdout() {
			return stdout;
		},
		get stderr() {
			return stderr;
		},
		get exitCode() {
			return exitCode;
		},
		ended,
		async stop() {
			child.kill('SIGTERM');
			await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
			killGroup();
			await ended;
		},
	};
}

/** Runs a process to its end, and answers it. Rejects with its output when it fails. */
export async function runProcess(
	command: string,
	args: string[],
	options: ProcessOptions,
): Promise<ChildProcess> {
	const child = startProcess(command, args, options);
	await child.ended;
	if (child.exitCode !== 0) {
		throw new Error(
			`${command} ${args.join(' ')} ended with ${child.exitCode}:\n${child.stdout}${child.stderr}`,
		);
	}
	return child;
}
