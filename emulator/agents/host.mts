import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** What to start for a script. */
export interface Start {
	command: string[];
	/** The script's working directory, unless the command sets it itself. */
	cwd?: string;
	/** Numeric user and group to run as. Default this user. */
	id?: number;
	/** Default that of this process. */
	home?: string;
}

/** An environment that scripts can run in. */
export interface Host {
	name: string;
	start(script: string, directory: string): Start;
	/** The process group of the script, where it is not that of the process started; undefined when it is not known. */
	scriptGroup?(pid: number): number | undefined;
	/** The exit code that stands for SIGKILL, where it is passed on as a code. */
	killedCode?: number;
}

export interface Launched {
	process: ChildProcess;
	/** Ends when the last one that holds it is gone. */
	output: Readable;
	/** When the host has ended, and with which code; null after a signal. */
	ended: Promise<number | null>;
	/** What the host itself printed by then, such as why it cannot start the script. */
	complaint(): string;
	/** When it ends, so does everything that the script started, as far as the host knows. */
	lifeline: Socket;
}

/**
 * Becomes bash, else sh, with the script in `$0`, and with its output, stderr included, in file 3: as the vendor's agent
 * does, but for the number. The processes of a host may hold the usual one open for longer.
 */
export const BECOME_SHELL = 'exec "$(command -v bash || command -v sh)" -c "$0" >&3 2>&1 3>&- 4>&-';

/** No sandbox: a script can do whatever this user can. */
export const thisMachine: Host = {
	name: 'this machine',
	start: (script, directory) => ({ command: ['sh', '-c', BECOME_SHELL, script], cwd: directory }),
};

/** Starts a script in a process group of its own. Throws when it cannot be started at all. */
export function launch(host: Host, script: string, directory: string): Launched {
	const { command, cwd = '/', id, home } = host.start(script, directory);
	const [file, ...args] = command;
	const child = spawn(file, args, {
		cwd,
		uid: id,
		gid: id,
		env: environment(home),
		detached: true,
		stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
	});
	const [, , stderr, output, lifeline] = child.stdio as [null, null, Readable, Readable, Socket];
	let complaint = '';
	stderr.on('data', (chunk: Buffer) => (complaint += String(chunk)));
	// Losing what goes this way does no harm
	lifeline.on('error', () => {}).resume();
	lifeline.unref();
	const ended = new Promise<number | null>((resolve) => {
		// Its last words are read one turn later
		child.once('exit', (code) => setImmediate(resolve, code));
	});
	return { process: child, output, ended, complaint: () => complaint.trim(), lifeline };
}

/** What the script sees: not the developer's other variables, which may hold secrets. */
function environment(home?: string): NodeJS.ProcessEnv {
	const { PATH, HOME, USER, LANG } = process.env;
	return { PATH, HOME: home ?? HOME, USER, LANG };
}

/** Signals a process group (0 only asks); false when there is none. */
export function signalGroup(group: number | undefined, signal: 'SIGKILL' | 0): boolean {
	try {
		return group !== undefined && process.kill(-group, signal);
	} catch {
		return false;
	}
}
