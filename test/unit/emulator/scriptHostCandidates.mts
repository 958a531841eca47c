import type { Host } from '../../../emulator/agents/host.mts';
import { SANDBOXES } from '../../../emulator/agents/sandbox.mts';
import { sandboxFiles } from '../../../emulator/agents/sandboxFiles.mts';
import { NOBODY, runsAsRoot } from '../../../emulator/agents/sandboxLimits.mts';
import { unshare, unshareCommand } from '../../../emulator/agents/unshare.mts';

/** What unshare does for anyone but root, where root runs the tests. */
const unshareForOthers: Host = {
	name: 'unshare for others than root',
	start: (script, directory) => ({
		...unshare.start(script, directory),
		command: unshareCommand(sandboxFiles(directory), script, false),
		id: NOBODY,
	}),
};

export const CANDIDATES: readonly Host[] = [
	...SANDBOXES,
	...(runsAsRoot() ? [unshareForOthers] : []),
];
