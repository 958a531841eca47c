import type { InvocationTask } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { eachOf, portions } from '../transport/batches';
import type { Tat } from '../transport/tat';
import { decodeOutput, type Output } from './output';
import { isTaskOver } from './status';

/** One task of an invocation: the command on one instance. Times are ISO 8601, as TAT gives them. */
export interface Task extends Output {
	invocationTaskId: string;
	instanceId: string;
	status: string;
	/** Null while it runs. -1 for a task that was killed. */
	exitCode: number | null;
	/** Why it could not be started or delivered; empty otherwise. */
	errorInfo: string;
	startTime: string | null;
	endTime: string | null;
}

/** IDs that one request takes, and entries that it answers. */
const PAGE = 100;

/** Tasks with what they printed, by their IDs. */
export async function fetchTasks(
	tat: Tat,
	invocationTaskIds: readonly string[],
): Promise<Map<string, Task>> {
	const pages = await eachOf(portions(invocationTaskIds, PAGE), async (ids) => {
		const { InvocationTaskSet = [] } = await tat.call('DescribeInvocationTasks', {
			InvocationTaskIds: ids,
			HideOutput: false,
			Limit: PAGE,
		});
		return InvocationTaskSet.map(taskOf);
	});
	return new Map(pages.flat().map((task) => [task.invocationTaskId, task]));
}

export function taskOf(task: InvocationTask): Task {
	const { ExitCode, Output, Dropped, ExecStartTime, ExecEndTime } = task.TaskResult ?? {};
	return {
		invocationTaskId: task.InvocationTaskId ?? '',
		instanceId: task.InstanceId ?? '',
		status: task.TaskStatus ?? '',
		exitCode: isTaskOver(task.TaskStatus) ? (ExitCode ?? null) : null,
		...decodeOutput(Output, Dropped),
		errorInfo: task.ErrorInfo ?? '',
		startTime: ExecStartTime || task.StartTime || null,
		endTime: ExecEndTime || task.EndTime || null,
	};
}
