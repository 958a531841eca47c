import type { InvocationTask } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

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

const PAGE = 100;

/** All tasks of an invocation, with what they printed. */
export async function fetchTasks(tat: Tat, invocationId: string): Promise<Task[]> {
	const tasks: Task[] = [];
	for (;;) {
		const { InvocationTaskSet = [], TotalCount = 0 } = await tat.call('DescribeInvocationTasks', {
			Filters: [{ Name: 'invocation-id', Values: [invocationId] }],
			HideOutput: false,
			Limit: PAGE,
			Offset: tasks.length,
		});
		tasks.push(...InvocationTaskSet.map(taskOf));
		if (InvocationTaskSet.length === 0 || tasks.length >= TotalCount) return tasks;
	}
}

function taskOf(task: InvocationTask): Task {
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
