import { readlinkSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { bubblewrap } from './bubblewrap.mts';
import { launch, signalGroup, thisMachine } from './host.mts';
import type { Host } from './host.mts';
import { unshare } from './unshare.mts';

/** The first is closer to the vendor's agent. */
export const SANDBOXES: readonly Host[] = [unshare, bubblewrap];

export const SCRIPTS_REFUSED =
	'not run: this machine offers no sandbox for them, as neither unshare (of util-linux, with user namespaces) nor ' +
	'bubblewrap works here. To run them all the same, with all that you may do here, add "-- --scripts-on-this-machine" ' +
	'to the command (in code, scriptsOnThisMachine).';

/** How scripts run, as the end of a sentence that begins "Scripts are". */
export function whereScriptsRun(host: string | undefined): string {
	if (host === undefined) return SCRIPTS_REFUSED;
	return host === thisMachine.name
		? 'run on this machine without a sandbox, with all that you may do here'
		: `run in a sandbox (${host})`;
}

/** Namespaces that a script must not share with the emulator. */
const NAMESPACES = ['mnt', 'pid', 'net', 'ipc'];
const PROBE_MS = 10_000;

/** The first sandbox that works on this machine; undefined when none does. Each is tried once. */
export async function workingSandbox(sandboxes: readonly Host[]): Promise<Host | undefined> {
	for (const sandbox of sandboxes) {
		if (await works(sandbox)) return sandbox;
	}
	return undefined;
}

const tried = new Map<Host, Promise<boolean>>();

function works(sandbox: Host): Promise<boolean> {
	const known = tried.get(sandbox) ?? separates(sandbox).catch(() => false);
	tried.set(sandbox, known);
	return known;
}

/** Whether a script in it really runs in its own namespaces: it may be installed, and even start, without that. */
async function separates(sandbox: Host): Promise<boolean> {
	const paths = NAMESPACES.map((name) => `/proc/self/ns/${name}`);
	const script = `readlink ${paths.join(' ')}`;
	const { process: child, output, ended, lifeline } = launch(sandbox, script, '/tmp');
	const missing = new Promise<never>((_, reject) => child.once('error', reject));
	const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), PROBE_MS);
	try {
		const [printed] = await Promise.race([Promise.all([text(output), ended]), missing]);
		const own = paths.map((path) => readlinkSync(path));
		const seen = printed.trim().split('\n');
		return seen.length === own.length && seen.every((name) => !own.includes(name));
	} finally {
		clearTimeout(timer);
		lifeline.destroy();
	}
}
