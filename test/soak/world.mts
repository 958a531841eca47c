import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FaultKind, Key } from '../../emulator/server.mts';

/** A command that runs on an instance until it is cancelled. */
export interface Task {
	invocationId: string;
	instanceId: string;
	region: string;
}

export interface WorldOptions {
	seed: number;
	/** The share of requests that a fault meets. */
	rate: number;
	/** Tasks to be cancelled. */
	tasks: number;
}

/** What the emulator knows when all is over. */
export interface Book {
	/** `keyOf` each task that was cancelled. */
	cancelled: string[];
	/** `keyOf` each task that a cancel named, and when the first such request came, in milliseconds since the epoch. */
	asked: Array<[key: string, at: number]>;
	/** Every command that was started. */
	runs: Array<{ script: string; invocationId: string }>;
	requests: number;
	/** Requests above the rate: the faults that look like one not among them. */
	refusals: number;
	faults: Array<{ kind: FaultKind; injected: number; done: number }>;
}

/** What the process of the emulator says when it is up. */
export interface Start {
	endpoint: string;
	keys: Key[];
	/** Of those who are in a hurry, so that nobody else's requests keep theirs waiting. */
	hurriedKey: Key;
	tasks: Task[];
}

/** What the process of the emulator is told. */
export type Order = 'slowLookUps' | 'usualLookUps' | 'close';

/** An emulator, in a process of its own: its book must not be in the memory that is measured. */
export interface World extends Start {
	/** Whether look-ups of invocations and their tasks are slow and throttled, in place of the other faults. */
	slowLookUps(slow: boolean): void;
	/** Stops it and answers its book. */
	close(): Promise<Book>;
}

/** Each has its own rate, and so has each key. */
export const REGIONS = ['ap-guangzhou', 'eu-frankfurt'];
/** Of each region, on which a command is over at once. */
export const QUICK_INSTANCES = 10;

export const keyOf = ({ invocationId, instanceId }: Omit<Task, 'region'>): string =>
	`${invocationId} ${instanceId}`;

export const quickInstance = (region: number, index: number): string =>
	`ins-quick${region}${String((index % QUICK_INSTANCES) + 1).padStart(4, '0')}`;

export async function startWorld(options: WorldOptions): Promise<World> {
	const child = fork(join(process.cwd(), 'test/soak/worldProcess.mts'));
	const start = said<Start>(child);
	child.send(options);
	const order = (what: Order) => child.send(what);
	return {
		...(await start),
		slowLookUps: (slow) => void order(slow ? 'slowLookUps' : 'usualLookUps'),
		async close() {
			const book = said<Book>(child);
			order('close');
			return await book.finally(() => child.disconnect());
		},
	};
}

/** The next message of the process. */
async function said<T>(child: ChildProcess): Promise<T> {
	const listening = new AbortController();
	const { signal } = listening;
	const message = once(child, 'message', { signal }).then(([value]) => value as T);
	const exit = once(child, 'exit', { signal }).then(([code]): never => {
		throw new Error(`The process of the emulator ended with code ${code}`);
	});
	return await Promise.race([message, exit]).finally(() => listening.abort());
}
