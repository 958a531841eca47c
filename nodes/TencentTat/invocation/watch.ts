import type {
	Invocation,
	InvocationTaskBasicInfo,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { pause } from '../transport/pause';
import { settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';
import { isTaskOver } from './status';

const FIRST_INTERVAL_MS = 500;
const LONGEST_INTERVAL_MS = 5000;
const GROWTH = 1.5;

/** The invocation with the state of each of its tasks; undefined when this region does not know it. */
export async function lookUp(tat: Tat, invocationId: string): Promise<Invocation | undefined> {
	const { InvocationSet = [] } = await tat.call('DescribeInvocations', {
		InvocationIds: [invocationId],
	});
	return InvocationSet[0];
}

/** The tasks on `instanceIds`, or all when that is empty. */
export function tasksOn(
	instanceIds: readonly string[],
	invocation: Invocation | undefined,
): InvocationTaskBasicInfo[] {
	const tasks = invocation?.InvocationTaskBasicInfoSet ?? [];
	return instanceIds.length === 0
		? tasks
		: tasks.filter(({ InstanceId = '' }) => instanceIds.includes(InstanceId));
}

/**
 * Looks until the tasks on `instanceIds` (all when empty) are over or `seconds` have passed, and answers what it saw
 * last. Decided from the tasks: the state of the invocation may say PARTIAL_* before the last one ends. A passing
 * fault of the network does not end the waiting.
 *
 * @throws {TatError} when looking failed for good, or failed at the end of the time
 * @throws {StoppedError} when the execution was stopped
 */
export async function waitUntilOver(
	tat: Tat,
	invocationId: string,
	instanceIds: readonly string[],
	seconds: number,
): Promise<Invocation | undefined> {
	const deadline = Date.now() + seconds * 1000;
	for (
		let interval = FIRST_INTERVAL_MS;
		;
		interval = Math.min(interval * GROWTH, LONGEST_INTERVAL_MS)
	) {
		await pause(Math.min(interval, deadline - Date.now()), tat.signal);
		const seen = await settled(lookUp(tat, invocationId));
		const timeIsUp = Date.now() >= deadline;
		if ('value' in seen) {
			if (timeIsUp || areOver(tasksOn(instanceIds, seen.value))) return seen.value;
		} else if (timeIsUp || !isPassing(seen.error)) throw seen.error;
	}
}

function areOver(tasks: readonly InvocationTaskBasicInfo[]): boolean {
	return tasks.length > 0 && tasks.every(({ TaskStatus }) => isTaskOver(TaskStatus));
}

function isPassing(error: unknown): boolean {
	return error instanceof TatError && error.details.retryable;
}
