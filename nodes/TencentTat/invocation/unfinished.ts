import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { atHost } from '../../../tencentcloud/clock';
import { LONGEST_TIMEOUT_SECONDS } from '../transport/apiLimits';
import { list } from '../transport/list';
import type { Tat } from '../transport/tat';
import type { InstanceIds } from './cancelPlan';
import { listInvocations, LONGEST_DELIVERY_MS, type Selection } from './selection';
import { isInvocationOver, isTaskOver } from './status';
import { taskStatesOf } from './taskStates';

/** A command waits for its instance before it runs. */
const LONGEST_LIFE_MS = LONGEST_DELIVERY_MS + LONGEST_TIMEOUT_SECONDS * 1000;

/** An invocation that is not over, as far as it is selected. */
export interface Unfinished {
	invocation: Invocation;
	/**
	 * What to cancel: all of it, unless only some instances are selected. `unknown`, which no cancel takes, where TAT does
	 * not show whether it runs on these.
	 */
	target: InstanceIds | 'unknown';
	/** The instances on which that would stop something, as far as TAT shows them. */
	open: string[];
}

/**
 * Those of a selection that are not over, newest first. One that shows no tasks (yet) is not left out: they are looked
 * up, and where there are none either, only a cancel of the whole can reach it.
 */
export async function* listUnfinished(
	tat: Tat,
	{ instanceIds, ...selection }: Selection,
): AsyncGenerator<Unfinished> {
	const createdAfter = atHost(tat.host, Date.now()) - LONGEST_LIFE_MS;
	for await (const invocation of listInvocations(tat, {
		...selection,
		instanceIds: 'all',
		createdAfter,
	})) {
		const states = taskStatesOf(invocation);
		// With tasks to go by, the state of the whole does not count: it may say PARTIAL_* too early.
		if (states.length === 0 && isInvocationOver(invocation.InvocationStatus)) continue;
		const tasks = states.length > 0 ? states : await lookUpTasks(tat, invocation);
		const isSelected = (id: string) => instanceIds === 'all' || instanceIds.includes(id);
		const open = tasks
			.filter(({ instanceId, status }) => !isTaskOver(status) && isSelected(instanceId))
			.map(({ instanceId }) => instanceId);
		if (open.length === 0 && tasks.length > 0) continue;
		const named = open.length > 0 ? open : 'unknown';
		yield { invocation, target: instanceIds === 'all' ? 'all' : named, open };
	}
}

async function lookUpTasks(tat: Tat, { InvocationId = '' }: Invocation) {
	const tasks = list(
		tat,
		'DescribeInvocationTasks',
		{ Filters: [{ Name: 'invocation-id', Values: [InvocationId] }], HideOutput: true },
		({ InvocationTaskId }) => InvocationTaskId,
	);
	const found: Array<{ instanceId: string; status: string }> = [];
	for await (const { InstanceId = '', TaskStatus = '' } of tasks) {
		found.push({ instanceId: InstanceId, status: TaskStatus });
	}
	return found;
}
