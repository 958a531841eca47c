import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { eachOf, portions } from '../transport/batches';
import { pause, StoppedError } from '../transport/pause';
import { settled, type Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';
import type { Target } from './cancelPlan';
import { isTaskOver } from './status';
import { fetchTasks, type Task } from './tasks';
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
export interface Seen {
	invocationStatus: string;
	tasks: Task[];
}

/** IDs that one DescribeInvocations takes. */
const PAGE = 100;
const FIRST_INTERVAL_MS = 500;
const LONGEST_INTERVAL_MS = 5000;
const GROWTH = 1.5;

/** The states of invocations that this region knows, by their IDs. */
export async function lookUp(
	tat: Tat,
	invocationIds: readonly string[],
): Promise<Map<string, InvocationState>> {
	const pages = await eachOf(portions(invocationIds, PAGE), async (ids) => {
		const { InvocationSet = [] } = await tat.call('DescribeInvocations', {
			InvocationIds: ids,
			Limit: PAGE,
		});
		return InvocationSet.map((found) => [found.InvocationId ?? '', stateOf(found)] as const);
	});
	return new Map(pages.flat());
}

function stateOf(invocation: Invocation): InvocationState {
	const tasks = taskStatesOf(invocation).map((task) => [task.instanceId, task] as const);
	return { status: invocation.InvocationStatus ?? '', tasks: new Map(tasks) };
}

/** The tasks of `target` that are known. */
function tasksOf({ instanceIds }: Target, state: InvocationState | undefined): TaskState[] {
	if (!state) return [];
	if (instanceIds.length === 0) return [...state.tasks.values()];
	return instanceIds.flatMap((id) => state.tasks.get(id) ?? []);
}

/**
 * Looks, all in as few requests as the API's limits allow, until each of `watched` is over or its time is up, and
 * answers in their order what was seen last. Decided from the tasks: the state of the invocation may say PARTIAL_*
 * before the last one ends. A passing fault of the network does not end the waiting.
 *
 * @param onRound told after each look what is not over yet
 * @throws {StoppedError} when the execution was stopped
 */
export async function watch<T extends Watched>(
	tat: Tat,
	watched: readonly T[],
	onRound: (unfinished: ReadonlyMap<T, TaskState[]>) => Promise<void> = async () => {},
): Promise<Array<Settled<Seen>>> {
	const results = new Map<T, Settled<Seen>>();
	let pending = [...watched];
	for (
		let interval = FIRST_INTERVAL_MS;
		pending.length > 0;
		interval = Math.min(interval * GROWTH, LONGEST_INTERVAL_MS)
	) {
		const nextEnd = pending.reduce((soonest, { until }) => Math.min(soonest, until), Infinity);
		await pause(Math.min(interval, nextEnd - performance.now()), tat.signal);
		const ids = [...new Set(pending.map(({ invocationId }) => invocationId))];
		const looked = await lookByPage(tat, ids);
		const now = performance.now();

		const ended = new Map<T, InvocationState | undefined>();
		const unfinished = new Map<T, TaskState[]>();
		for (const target of pending) {
			const look = looked.get(target.invocationId) as Settled<InvocationState | undefined>;
			const timeIsUp = now >= target.until;
			if ('error' in look) {
				if (timeIsUp || !isPassing(look.error)) results.set(target, look);
				continue;
			}
			const tasks = tasksOf(target, look.value);
			const open = tasks.filter(({ status }) => !isTaskOver(status));
			if (timeIsUp || (open.length === 0 && tasks.length > 0)) ended.set(target, look.value);
			else unfinished.set(target, open);
		}
		for (const [target, seen] of await readEnded(tat, ended)) results.set(target, seen);
		// What a stop has cut off is no answer to any of them.
		if (tat.signal?.aborted) throw new StoppedError();
		pending = pending.filter((target) => !results.has(target));
		if (pending.length > 0) await onRound(unfinished);
	}
	return watched.map((target) => results.get(target) as Settled<Seen>);
}

/** One look at all; a page that fails fails for its own invocations. */
async function lookByPage(
	tat: Tat,
	ids: readonly string[],
): Promise<Map<string, Settled<InvocationState | undefined>>> {
	const pages = await eachOf(portions(ids, PAGE), async (page) => {
		const found = await settled(lookUp(tat, page));
		return page.map(
			(id) => [id, 'value' in found ? { value: found.value.get(id) } : found] as const,
		);
	});
	return new Map(pages.flat());
}

/** What the tasks of those that ended have printed, each task read once. */
async function readEnded<T extends Watched>(
	tat: Tat,
	ended: ReadonlyMap<T, InvocationState | undefined>,
): Promise<Array<[T, Settled<Seen>]>> {
	const states = [...ended].map(([target, state]) => ({
		target,
		invocationStatus: state?.status ?? '',
		tasks: tasksOf(target, state),
	}));
	const ids = states.flatMap(({ tasks }) => tasks.map(({ invocationTaskId }) => invocationTaskId));
	const read = await settled(fetchTasks(tat, [...new Set(ids)]));
	return states.map(({ target, invocationStatus, tasks }) => [
		target,
		'error' in read
			? read
			: {
					value: {
						invocationStatus,
						tasks: tasks.flatMap((task) => read.value.get(task.invocationTaskId) ?? []),
					},
				},
	]);
}

function isPassing(error: unknown): boolean {
	return error instanceof TatError && error.details.retryable;
}
