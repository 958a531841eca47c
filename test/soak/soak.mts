import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { atMost, figure, none } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { account, saidOfCancel, saidOfRun } from './account.mts';
import type { Answered, Said } from './account.mts';
import { inTime } from './inTime.mts';
import type { Hurried } from './inTime.mts';
import { memoryInUse } from './memory.mts';
import { startNode } from './node.mts';
import type { CancelWish, RunWish } from './node.mts';
import { quickInstance, REGIONS, startWorld } from './world.mts';
import type { Book, Task } from './world.mts';

export interface SoakOptions {
	seed: number;
	/** The share of requests that a fault meets. */
	rate: number;
	cancels: number;
	runs: number;
}

/** Executions end and others begin, as with workflows on a schedule. */
const CANCELS_A_ROUND = 1000;
const LEAST_ROUNDS = 4;
/** In which look-ups are slow and throttled until those in a hurry have their answers. */
const SLOW_ROUND = 1;
/** All of these at once are within the rate of their key. */
const MOST_HURRIED = 20;
const HURRIED_SHARE = 0.02;
/** In which n8n's engine takes up the items of the others, and has no turn for anyone else. */
const BEGINNING_MS = 2000;
const TIMEOUT_SECONDS = 120;
const HURRIED_TIMEOUT_SECONDS = 5;

/**
 * How much more may be in use after the last round than after half of them, when most of what is kept for good is there
 * (compiled code, connections): by code that is compiled later, and by what the soak notes down of each item. Every
 * answer of the API kept would be 1.6 kB an item: beyond the bound by far, but not in the short soak of the tests.
 */
const KEPT_MB = 2;
const KB_AN_ITEM = 0.4;

/** Cancels and runs many commands through n8n's engine while much goes wrong, and holds the answers against the truth. */
export async function soak(
	{ cancels, runs, ...faults }: SoakOptions,
	tell: (progress: string) => void,
): Promise<{ findings: Finding[]; book: Book }> {
	let rejections = 0;
	const count = () => void rejections++;
	process.on('unhandledRejection', count);

	tell(`Starting ${cancels} commands to cancel`);
	const world = await startWorld({ ...faults, tasks: cancels });
	const node = await startNode(world.endpoint, [...world.keys, world.hurriedKey]);
	const inHurry = Math.min(MOST_HURRIED, Math.round(cancels * HURRIED_SHARE));
	const rounds = Math.max(LEAST_ROUNDS, Math.round(cancels / CANCELS_A_ROUND));
	const cancelRounds = parts(world.tasks.slice(inHurry).map(cancelWish), rounds);
	const runRounds = parts(Array.from({ length: runs }, runWish), rounds);

	const cancelled: Array<Answered<CancelWish>> = [];
	const started: Array<Answered<RunWish>> = [];
	const hurried: Hurried[] = [];
	const memory: number[] = [];

	/** A step of its own for each, as from workflows that someone watches. */
	async function hurry(task: Task): Promise<void> {
		const wish = { ...task, waits: true, timeout: HURRIED_TIMEOUT_SECONDS };
		const asked = Date.now();
		const cancel = async (wishes: CancelWish[]) => await node.cancel(wishes, world.keys.length);
		await answered([wish], cancel, saidOfCancel, cancelled);
		hurried.push({ wish, asked, answered: Date.now() });
	}

	for (let round = 0; round < rounds; round++) {
		const cancelParts = parts(cancelRounds[round], world.keys.length);
		const runParts = parts(runRounds[round], world.keys.length);
		const executions = world.keys.flatMap((_, by) => [
			answered(cancelParts[by], (wishes) => node.cancel(wishes, by), saidOfCancel, cancelled),
			// By themselves, as each keeps those after it waiting.
			...[true, false].map(async (waits) => {
				const wishes = runParts[by].filter((wish) => wish.waits === waits);
				await answered(wishes, (some) => node.run(some, by), saidOfRun, started);
			}),
		]);
		if (round === SLOW_ROUND) {
			world.slowLookUps(true);
			await sleep(BEGINNING_MS);
			await Promise.all(world.tasks.slice(0, inHurry).map(hurry));
			world.slowLookUps(false);
		}
		await Promise.all(executions);
		memory.push((await memoryInUse()) / 1e6);
		tell(
			`${cancelled.length} cancels and ${started.length} runs answered, ${memory[round].toFixed(2)} MB in use`,
		);
	}

	const book = await world.close();
	process.off('unhandledRejection', count);
	const middle = Math.floor(rounds / 2);
	const growth = memory[rounds - 1] - memory[middle - 1];
	const itemsSince = (cancels + runs) * (1 - middle / rounds);
	const mostGrowth = KEPT_MB + (KB_AN_ITEM * itemsSince) / 1000;
	const findings: Finding[] = [
		...account(cancelled, started, book),
		...inTime(hurried, book),
		none('unhandled rejections', rejections),
		{
			...figure('growth of memory', growth, 'MB'),
			bound: atMost(Number(mostGrowth.toFixed(1)), growth, 'MB'),
		},
	];
	return { findings, book };
}

const cancelWish = (task: Task, index: number): CancelWish => ({
	...task,
	waits: index % 10 === 0,
	timeout: TIMEOUT_SECONDS,
});

function runWish(_: unknown, index: number): RunWish {
	const region = index % REGIONS.length;
	return {
		script: `run ${index}`,
		instanceId: quickInstance(region, index),
		region: REGIONS[region],
		waits: index % 10 === 0,
		looks: index % 4 === 1,
	};
}

/** Notes down what the items say that come out for some wishes; no more of them is kept. */
async function answered<Wish>(
	wishes: Wish[],
	act: (wishes: Wish[]) => Promise<IDataObject[][]>,
	saidOf: (json: IDataObject) => Said,
	book: Array<Answered<Wish>>,
): Promise<void> {
	const answers = await act(wishes);
	book.push(...wishes.map((wish, index) => ({ wish, said: answers[index].map(saidOf) })));
}

/** `things` in `count` parts of about the same size, in their order. */
function parts<T>(things: readonly T[], count: number): T[][] {
	const end = (index: number) => Math.round((index * things.length) / count);
	return Array.from({ length: count }, (_, index) => things.slice(end(index), end(index + 1)));
}
