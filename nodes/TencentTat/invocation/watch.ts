import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { LARGEST_PAGE, mostEntries } from '../transport/apiLimits';
import { eachOf, portions } from '../transport/batches';
import { pause, StoppedError } from '../transport/pause';
import { isPassing } from '../transport/retry';
import { settled, type Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import type { InstanceIds, Target } from './cancelPlan';
import { isInvocationOver, isTaskOver } from './status';
import { readTasks, type Task } from './tasks';
import { taskStatesOf, type TaskState } from './taskStates';

/** What is looked at again and again: no more of an invocation than its states. */
export interface InvocationState {
	status: string;
	/** By instance. */
	tasks: ReadonlyMap<string, TaskState>;
}

/** Something to wait for: a target, until its tasks are over or its time is up. */
export interface Watched extends Target {
	/** A time of `performance.now()`, which goes on evenly when the clock of the machine is set. */
	until: number;
}

/** What was seen last of a target. Without tasks when its region does not know the invocation. */
export interface WatchResult {
	invocationStatus: string;
	tasks: Task[];
}

const MOST_INVOCATIONS = mostEntries('DescribeInvocations', 'InvocationIds');
const FIRST_INTERVAL_MS = 500;
const LONGEST_INTERVAL_MS = 5000;
const GROWTH = 1.5;
/** For the last look, and for reading outputs, after the time of a target is up. */
const LAST_LOOK_MS = 5000;
/**
 * Rows of tasks can appear late and one by one: for so long after all that is shown is over, more is waited for, as
 * long as an instance that was asked for has no row or the invocation itself is not over.
 */
const LATE_ROWS_MS = 10_000;

/** The states of invocations by ID, none for what this region does not know; a page that fails fails for its own IDs. */
export async function lookUp(
	tat: Tat,
	invocationIds: readonly string[],
): Promise<Map<string, Settled<InvocationState | undefined>>> {
	const found = new Map<string, Settled<InvocationState | undefined>>();
	await eachOf(portions(invocationIds, MOST_INVOCATIONS), async (page) => {
		const states = await settled(lookUpPage(tat, page));
		for (const id of page) {
			found.set(id, 'value' in states ? { value: states.value.get(id) } : states);
		}
	});
	return found;
}

async function lookUpPage(
	tat: Tat,
	invocationIds: string[],
): Promise<Map<string, InvocationState>> {
	const { InvocationSet = [] } = await tat.call('DescribeInvocations', {
		InvocationIds: invocationIds,
		Limit: LARGEST_PAGE,
	});
	return new Map(InvocationSet.map((found) => [found.InvocationId ?? '', stateOf(found)]));
}

function stateOf(invocation: Invocation): InvocationState {
	const tasks = taskStatesOf(invocation).map((task) => [task.instanceId, task] as const);
	return { status: invocation.InvocationStatus ?? '', tasks: new Map(tasks) };
}

/** The tasks that are shown of the instances asked for. */
function tasksOf(instanceIds: InstanceIds, { tasks }: InvocationState): TaskState[] {
	if (instanceIds === 'all') return [...tasks.values()];
	return instanceIds.flatMap((id) => tasks.get(id) ?? []);
}

/** A target on its way. */
interface Progress<T> {
	target: T;
	/** As last seen; absent until a look has shown the invocation. */
	state?: InvocationState;
	/** Since when all tasks that are shown are over, or the invocation is and none are shown. */
	overSince?: number;
	/** Why the last look failed; absent when it did not. */
	error?: unknown;
}

/**
 * Looks, all in as few requests as the API's limits allow, until each of `watched` is over or its time is up, and
 * returns in their order what was seen last. Decided from the tasks: the state of the invocation may say PARTIAL_*
 * before the last one ends. Faults that pass do not end the waiting, and what is known stays known.
 *
 * @param onRound told after each look what is not over yet
 * @throws {StoppedError} when the execution was stopped
 */
export async function watch<T extends Watched>(
	tat: Tat,
	watched: readonly T[],
	onRound: (unfinished: ReadonlyMap<T, TaskState[]>) => Promise<void> = async () => {},
): Promise<Array<Settled<WatchResult>>> {
	const results = new Map<T, Promise<Settled<WatchResult>>>();
	let pending = watched.map((target): Progress<T> => ({ target }));
	for (
		let interval = FIRST_INTERVAL_MS;
		pending.length > 0;
		interval = Math.min(interval * GROWTH, LONGEST_INTERVAL_MS)
	) {
		const nextEnd = pending.reduce(
			(soonest, { target }) => Math.min(soonest, target.until),
			Infinity,
		);
		await pause(Math.min(interval, nextEnd - performance.now()), tat.signal);
		await look(tat.until(nextEnd + LAST_LOOK_MS), pending);
		// What a stop has cut off says nothing of any of them.
		if (tat.signal?.aborted) throw new StoppedError();

		const now = performance.now();
		const ended = pending.filter((progress) => isEnded(progress, now));
		// Read beside the looks at the others, which it must not hold up.
		for (const [target, result] of conclude(tat, ended)) results.set(target, result);
		pending = pending.filter(({ target }) => !results.has(target));
		if (pending.length > 0) await onRound(openTasks(pending));
	}
	const all = await Promise.all(
		watched.map((target) => results.get(target) as Promise<Settled<WatchResult>>),
	);
	if (tat.signal?.aborted) throw new StoppedError();
	return all;
}

/** One look at all. */
async function look(tat: Tat, pending: ReadonlyArray<Progress<Watched>>): Promise<void> {
	const ids = [...new Set(pending.map(({ target }) => target.invocationId))];
	const found = await lookUp(tat, ids);
	const now = performance.now();
	for (const progress of pending) {
		const { instanceIds, invocationId } = progress.target;
		const looked = found.get(invocationId) as Settled<InvocationState | undefined>;
		progress.error = 'error' in looked ? looked.error : undefined;
		if ('error' in looked || !looked.value) continue;
		progress.state = looked.value;
		const tasks = tasksOf(instanceIds, looked.value);
		const isOver =
			tasks.every(({ status }) => isTaskOver(status)) &&
			(tasks.length > 0 || isInvocationOver(looked.value.status));
		progress.overSince = isOver ? (progress.overSince ?? now) : undefined;
	}
}

/** Whether there is nothing more to wait for. */
function isEnded({ target, state, overSince, error }: Progress<Watched>, now: number): boolean {
	if (now >= target.until || (error !== undefined && !isPassing(error))) return true;
	if (!state || overSince === undefined) return false;
	const areAllShown =
		target.instanceIds === 'all'
			? isInvocationOver(state.status)
			: target.instanceIds.every((id) => state.tasks.has(id));
	return areAllShown || now >= overSince + LATE_ROWS_MS;
}

function openTasks<T extends Watched>(pending: ReadonlyArray<Progress<T>>): Map<T, TaskState[]> {
	return new Map(
		pending.map(({ target, state }) => [
			target,
			state ? tasksOf(target.instanceIds, state).filter(({ status }) => !isTaskOver(status)) : [],
		]),
	);
}

/** What is known of those that ended, with what their tasks have printed: read together for all with the same time. */
function conclude<T extends Watched>(
	tat: Tat,
	ended: ReadonlyArray<Progress<T>>,
): Array<[T, Promise<Settled<WatchResult>>]> {
	const byEnd = new Map<number, TaskState[]>();
	for (const { target, state } of ended.filter(isReadable)) {
		const states = byEnd.get(target.until) ?? [];
		states.push(...tasksOf(target.instanceIds, state));
		byEnd.set(target.until, states);
	}
	const reading = new Map(
		[...byEnd].map(([until, states]) => [until, readOnce(tat, states, until + LAST_LOOK_MS)]),
	);
	return ended.map((progress) => [
		progress.target,
		settled(seen(progress, reading.get(progress.target.until) as Promise<Map<string, Task>>)),
	]);
}

type Readable<P> = P & { state: InvocationState };

/** Whether it has a state to go by: not where it was never shown, or where a fault that lasts ended the wait. */
function isReadable<P extends Progress<Watched>>(progress: P): progress is Readable<P> {
	const { state, error } = progress;
	return state !== undefined && (error === undefined || isPassing(error));
}

async function seen(
	progress: Progress<Watched>,
	reading: Promise<ReadonlyMap<string, Task>>,
): Promise<WatchResult> {
	if (!isReadable(progress)) {
		if (progress.error !== undefined) throw progress.error;
		return { invocationStatus: '', tasks: [] };
	}
	const { target, state } = progress;
	const tasks = await reading;
	return {
		invocationStatus: state.status,
		tasks: tasksOf(target.instanceIds, state).map(
			({ invocationTaskId }) => tasks.get(invocationTaskId) as Task,
		),
	};
}

/** Tasks by their IDs, each read once. */
async function readOnce(
	tat: Tat,
	states: readonly TaskState[],
	until: number,
): Promise<Map<string, Task>> {
	const byId = new Map(states.map((state) => [state.invocationTaskId, state]));
	const tasks = await readTasks(tat.until(until), [...byId.values()], until);
	return new Map(tasks.map((task) => [task.invocationTaskId, task]));
}
