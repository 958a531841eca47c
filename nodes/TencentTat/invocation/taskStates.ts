import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

/** The state of one task, as the invocation itself tells it. */
export interface TaskState {
	instanceId: string;
	invocationTaskId: string;
	status: string;
}

export function taskStatesOf({ InvocationTaskBasicInfoSet }: Invocation): TaskState[] {
	return (InvocationTaskBasicInfoSet ?? []).map((task) => ({
		instanceId: task.InstanceId ?? '',
		status: task.TaskStatus ?? '',
		invocationTaskId: task.InvocationTaskId ?? '',
	}));
}
