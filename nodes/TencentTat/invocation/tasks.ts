import type { InvocationTask } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { invalidResponse } from '../../../tencentcloud/faults';
import { failure } from '../transport/unwrap';
import { LARGEST_PAGE, mostEntries } from '../transport/apiLimits';
import { eachOf, portions } from '../transport/batches';
import { halving } from '../transport/halving';
import { pause, StoppedError } from '../transport/pause';
import { isPassing } from '../transport/retry';
import { settled, type Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { decodeOutput } from './output';
import { isTaskOver } from './status';
import type { TaskState } from './taskStates';

/** One task of an invocation: the command on one instance. Times are ISO 8601, as TAT gives them. */
export interface Task {
	invocationTaskId: string;
	instanceId: string;
	status: string;
	/** Null while it runs. -1 for a task that was killed. */
	exitCode: number | null;
	/** Null where it could not be read, as are exit code and times then. */
	output: string | null;
	/** Whether more was printed than is kept. */
	outputTruncated: boolean;
	/** Why the output could not be read; absent where it was. */
	outputError?: Error;
	/** Why it could not be started or delivered; empty otherwise. */
	errorInfo: string;
	startTime: string | null;
	endTime: string | null;
}

const MOST_TASKS = mostEntries('DescribeInvocationTasks', 'InvocationTaskIds');
/** After all tries of a request have failed. */
const PAUSE_MS = 1000;

/**
 * Tasks with what they printed, in the order given. What cannot be read is known by its state alone. A page that is too
 * large for one answer is asked for by halves.
 *
 * @param until a time of `performance.now()` up to which faults that pass are waited out
 * @throws {StoppedError} when the execution was stopped
 */
export async function readTasks(
	tat: Tat,
	states: readonly TaskState[],
	until = 0,
): Promise<Task[]> {
	const halved = halving('DescribeInvocationTasks');
	const pages = await eachOf(portions(states, MOST_TASKS), async (page) => {
		const ids = page.map(({ invocationTaskId }) => invocationTaskId);
		return await halved(ids, async (some) => await fetchTasks(tat, some, until));
	});
	const read = pages.flat();
	return states.map((state, index) => withOutput(tat, state, read[index]));
}

/** Tasks by their IDs, asked for until they can be read or there is no time left. */
async function fetchTasks(
	tat: Tat,
	invocationTaskIds: readonly string[],
	until: number,
): Promise<Map<string, Task>> {
	for (;;) {
		const answer = await settled(
			tat.call('DescribeInvocationTasks', {
				InvocationTaskIds: [...invocationTaskIds],
				HideOutput: false,
				Limit: LARGEST_PAGE,
			}),
		);
		if ('value' in answer) {
			const tasks = (answer.value.InvocationTaskSet ?? []).map(taskOf);
			return new Map(tasks.map((task) => [task.invocationTaskId, task]));
		}
		if (!isPassing(answer.error) || performance.now() >= until) throw answer.error;
		await pause(PAUSE_MS, tat.signal);
	}
}

function withOutput(tat: Tat, state: TaskState, read: Settled<Map<string, Task>>): Task {
	if ('error' in read) {
		if (read.error instanceof StoppedError) throw read.error;
		return unread(state, read.error as Error);
	}
	return read.value.get(state.invocationTaskId) ?? unread(state, notShown(tat, state));
}

function notShown({ region }: Tat, { invocationTaskId }: TaskState): Error {
	return failure(
		{
			action: 'DescribeInvocationTasks',
			request: { InvocationTaskIds: [invocationTaskId] },
			region,
		},
		invalidResponse('Incomplete'),
		null,
	).and({ kind: 'taskNotShown', invocationTaskId });
}

/** What is known of a task whose output could not be read. */
function unread(state: TaskState, outputError: Error): Task {
	const { instanceId, status, invocationTaskId } = state;
	return {
		instanceId,
		status,
		exitCode: null,
		output: null,
		invocationTaskId,
		outputTruncated: false,
		outputError,
		errorInfo: '',
		startTime: null,
		endTime: null,
	};
}

export function taskOf(task: InvocationTask): Task {
	const { ExitCode, Output, Dropped, ExecStartTime, ExecEndTime } = task.TaskResult ?? {};
	const { output, outputTruncated } = decodeOutput(Output, Dropped);
	return {
		instanceId: task.InstanceId ?? '',
		status: task.TaskStatus ?? '',
		exitCode: isTaskOver(task.TaskStatus) ? (ExitCode ?? null) : null,
		output,
		invocationTaskId: task.InvocationTaskId ?? '',
		outputTruncated,
		errorInfo: task.ErrorInfo ?? '',
		startTime: ExecStartTime || task.StartTime || null,
		endTime: ExecEndTime || task.EndTime || null,
	};
}
