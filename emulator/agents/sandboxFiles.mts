import { lstatSync, readlinkSync } from 'node:fs';
import { posix } from 'node:path';

/** The files of this machine that a sandbox sees, read-only: no home, no /var, and no sockets of services in /run. */
const SHOWN = ['/usr', '/etc', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
const MADE = ['/dev', '/proc'];

export const SANDBOX_HOME = '/root';
export interface SandboxFiles {
	/** Folders of this machine; a link (such as /bin to usr/bin) is made anew. */
	shown: Array<{ path: string; link?: string }>;
	/** Empty writable folders that disappear with the sandbox. */
	scratch: string[];
	/** The working directory. One that the sandbox does not have is a scratch folder. */
	directory: string;
}

export function sandboxFiles(directory: string): SandboxFiles {
	const path = posix.resolve(directory);
	const there = path === '/' || [...SHOWN, ...MADE].some((top) => `${path}/`.startsWith(`${top}/`));
	const scratch = new Set(['/tmp', SANDBOX_HOME, ...(there ? [] : [path])]);
	return { shown: SHOWN.flatMap(shown), scratch: [...scratch], directory: path };
}

function shown(path: string): SandboxFiles['shown'] {
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (found === undefined) return [];
	return [found.isSymbolicLink() ? { path, link: readlinkSync(path) } : { path }];
}
