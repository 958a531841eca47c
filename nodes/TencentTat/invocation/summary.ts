import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { taskStatesOf, type TaskState } from './taskStates';

/** An invocation in the words of this node: what a person or the next node needs of the vendor's 21 fields. */
export interface InvocationSummary {
	invocationId: string;
	invocationStatus: string;
	commandId: string;
	commandName: string;
	createdTime: string | null;
	startTime: string | null;
	endTime: string | null;
	instances: TaskState[];
}

export function summaryOf(invocation: Invocation): InvocationSummary {
	return {
		invocationId: invocation.InvocationId ?? '',
		invocationStatus: invocation.InvocationStatus ?? '',
		commandId: invocation.CommandId ?? '',
		commandName: invocation.CommandName ?? '',
		createdTime: invocation.CreatedTime || null,
		startTime: invocation.StartTime || null,
		endTime: invocation.EndTime || null,
		instances: taskStatesOf(invocation),
	};
}
