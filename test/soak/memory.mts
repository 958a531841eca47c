import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
// Else code that is not run for a while is dropped, 10 MB at some time, and hides what a leak keeps.
setFlagsFromString('--no-flush-bytecode');
const collectGarbage = runInNewContext('gc') as () => void;

/** What one lets go of, only the next may free. */
const COLLECTIONS = 4;

/** Bytes that are still needed. */
export async function memoryInUse(): Promise<number> {
	for (let time = 0; time < COLLECTIONS; time++) {
		await nextTurn();
		collectGarbage();
	}
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
