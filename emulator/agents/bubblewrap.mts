import { readdirSync, readFileSync } from 'node:fs';
import type { Host } from './host.mts';
import { SANDBOX_HOME, sandboxFiles } from './sandboxFiles.mts';
import type { SandboxFiles } from './sandboxFiles.mts';
import {
	BECOME_LIMITED_SHELL,
	CLOSE_INHERITED,
	NOBODY,
	runsAsRoot,
	SCRATCH_BYTES,
} from './sandboxLimits.mts';

/**
 * Runs the script in a sandbox made by bubblewrap, which works in some places that forbid user namespaces to others. It passes
 * a SIGKILL on as exit code 137. Its own processes share the group of the one started; when they end, so does the sandbox.
 */
export const bubblewrap: Host = {
	name: 'bubblewrap',
	start: (script, directory) => ({
		command: bubblewrapCommand(sandboxFiles(directory), script),
		home: SANDBOX_HOME,
		id: runsAsRoot() ? NOBODY : undefined,
	}),
	scriptGroup,
	killedCode: 128 + 9,
};

export function bubblewrapCommand(
	{ shown, scratch, directory }: SandboxFiles,
	script: string,
): string[] {
	const tmpfs = (path: string) => ['--size', String(SCRATCH_BYTES), '--tmpfs', path];
	return [
		'bwrap',
		'--unshare-all',
		...shown.flatMap(({ path, link }) =>
			link === undefined ? ['--ro-bind', path, path] : ['--symlink', link, path],
		),
		...['--proc', '/proc', '--dev', '/dev', ...tmpfs('/dev/shm'), '--remount-ro', '/dev'],
		...scratch.flatMap(tmpfs),
		...['--remount-ro', '/', '--chdir', directory, '--'],
		// A group of its own, so that a cancel leaves the rest of the sandbox alone
		...['setsid', 'bash', '-c', `${CLOSE_INHERITED}; ${BECOME_LIMITED_SHELL}`, script],
	];
}

/** The oldest child of the sandbox's first process, once it leads a group. */
function scriptGroup(pid: number): number | undefined {
	const processes = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap(processOf);
	const init = processes.find(({ parent }) => parent === pid);
	const [oldest] = processes
		.filter(({ parent }) => parent === init?.pid)
		.sort((a, b) => a.startedAt - b.startedAt);
	return oldest?.group === oldest?.pid ? oldest?.pid : undefined;
}

/** What proc(5) says about a process; undefined when it has ended. */
function processOf(pid: string) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
		// The name before the parenthesis may hold anything
		const fields = stat
			.slice(stat.lastIndexOf(')') + 2)
			.split(' ')
			.map(Number);
		return [{ pid: Number(pid), parent: fields[1], group: fields[2], startedAt: fields[19] }];
	} catch {
		return [];
	}
}
