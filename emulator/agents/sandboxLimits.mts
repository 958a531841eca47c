import { BECOME_SHELL } from './host.mts';

/** How much a script can write to each scratch folder, which is in memory. */
export const SCRATCH_BYTES = 64 * 1024 * 1024;

/** The user without rights, by convention: root's scripts run as that. */
export const NOBODY = 65534;
export const runsAsRoot = (): boolean => process.geteuid?.() === 0;

/** Processes and threads at a time: a fork bomb stays small. On Linux before 5.14 all of the user's count. */
const MOST_PROCESSES = 2048;

/** Becomes the script's shell. Keeps a limit that is already lower. For bash. */
export const BECOME_LIMITED_SHELL = `ulimit -c 0 -u ${MOST_PROCESSES} 2>/dev/null; ${BECOME_SHELL}`;

/** Whatever else the emulator was started with: an open folder would lead out of the sandbox. For bash. */
export const CLOSE_INHERITED =
	'for file in /proc/self/fd/*; do fd=${file##*/}; if (( fd > 4 )); then exec {fd}>&-; fi; done';
