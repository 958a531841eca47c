import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Key } from '../../emulator/server.mts';
import { atMost } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { MANY_TASKS, withLocalTat } from './localTat.mts';
import type { Pair } from './localTat.mts';
import { median, sideBySide } from './rounds.mts';

// A garbage collection that comes late makes a process larger now and then.
const ROUNDS = 5;
const MOST_MB = 100;

/** What the process that is measured does. */
export interface MemoryTask {
	step: 'cancel' | 'editFields';
	pairs: Pair[];
	endpoint: string;
	key: Key;
}

/** What 10,000 items take of memory, beyond what n8n itself takes for them. */
export async function memory(): Promise<Finding[]> {
	const peaks = await withLocalTat(MANY_TASKS, async ({ endpoint, pairs, freshKey }) => {
		const peakOf = (step: MemoryTask['step']) => () =>
			peakMegabytes({ step, pairs, endpoint, key: freshKey() });
		return await sideBySide(ROUNDS, { ours: peakOf('cancel'), n8n: peakOf('editFields') });
	});
	const added = median(peaks.ours.map((peak, round) => peak - peaks.n8n[round]));
	return [
		{
			what: 'memory for 10,000 items, beyond n8n’s',
			ours: { value: added, unit: 'MB' },
			other: { name: 'n8n’s Edit Fields, same expressions', value: median(peaks.n8n), unit: 'MB' },
			bound: atMost(MOST_MB, added, 'MB'),
		},
	];
}

/** The most memory that a fresh process takes in all, for n8n and the step. */
async function peakMegabytes(task: MemoryTask): Promise<number> {
	const child = fork(join(import.meta.dirname, 'memoryProcess.mts'));
	child.send(task);
	return await new Promise((resolve, reject) => {
		child.once('message', (kilobytes) => resolve(Number(kilobytes) / 1000));
		child.once('exit', (code) => reject(new Error(`the process ended with code ${code}`)));
	});
}
