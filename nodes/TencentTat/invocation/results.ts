import { failedAfterwards } from './afterwards';
import type { Started } from './start';
import { isTaskOver } from './status';
import type { Task } from './tasks';
import { watch } from './watch';
import type { Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';

/** What a command did on one instance. */
export interface RunResult extends Omit<Task, 'invocationTaskId' | 'status'> {
	invocationId: string;
	/** Null when no task was seen on the instance. */
	invocationTaskId: string | null;
	commandId: string;
	region: string;
	status: string | null;
	/** Whether it was over when the waiting ended. */
	finished: boolean;
}

/**
 * Waits for the ends of invocations, all in the same looks, and answers each instance in the order given.
 *
 * @param until a time of `performance.now()`
 * @throws {StoppedError} when the execution was stopped
 */
export async function waitForResults(
	tat: Tat,
	started: readonly Started[],
	until: number,
): Promise<Array<Settled<RunResult>>> {
	const targets = started.map(({ invocationId, instanceIds }) => ({
		invocationId,
		instanceIds,
		until,
	}));
	const watched = await watch(tat, targets);
	return watched.flatMap((seen, index): Array<Settled<RunResult>> => {
		const { invocationId, commandId, instanceIds, requestIds } = started[index];
		if ('error' in seen) {
			const done = { what: 'start', invocationId, requestIds } as const;
			return [{ error: failedAfterwards(done, seen.error) }];
		}
		const tasks = new Map(seen.value.tasks.map((task) => [task.instanceId, task]));
		const where = { invocationId, commandId, region: tat.region };
		return instanceIds.map((id) => ({ value: runResult(where, id, tasks.get(id)) }));
	});
}

/** In the order in which people read it: what it did, then its IDs. */
function runResult(
	{ invocationId, commandId, region }: Pick<RunResult, 'invocationId' | 'commandId' | 'region'>,
	instanceId: string,
	task: Task | undefined,
): RunResult {
	const unseen = {
		status: null,
		exitCode: null,
		output: '',
		invocationTaskId: null,
		outputTruncated: false,
		errorInfo: '',
		startTime: null,
		endTime: null,
	};
	const { status, exitCode, output, invocationTaskId, ...more } = task ?? unseen;
	return {
		instanceId,
		status,
		exitCode,
		output,
		invocationId,
		invocationTaskId,
		commandId,
		region,
		finished: isTaskOver(status),
		...more,
	};
}
