import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { taskStatesOf, type TaskState } from './taskStates';

/** An invocation in the words of this node: what a person or the next node needs of the vendor's 21 fields. */
export interface InvocationSummary {
	invocationId: string;
	invocationStatus: string;
	commandName: string;
	instances: TaskState[];
	createdTime: string | null;
	startTime: string | null;
	endTime: string | null;
	commandId: string;
}

export function invocationSummary(invocation: Invocation): InvocationSummary {
	return {
		invocationId: invocation.InvocationId ?? '',
		invocationStatus: invocation.InvocationStatus ?? '',
		commandName: invocation.CommandName ?? '',
		instances: taskStatesOf(invocation),
		createdTime: invocation.CreatedTime || null,
		startTime: invocation.StartTime || null,
		endTime: invocation.EndTime || null,
		commandId: invocation.CommandId ?? '',
	};
}
