import type { IExecuteFunctions } from 'n8n-workflow';

import { failedAfterwards } from '../../invocation/afterwards';
import { instanceIds, invocationId, MAX_CANCEL_INSTANCES } from '../../invocation/ids';
import { cancelOutcome, countOutcomes, taskOutcome } from '../../invocation/outcome';
import { isTaskOver } from '../../invocation/status';
import { fetchTasks, type Task } from '../../invocation/tasks';
import { lookUp, tasksOn, waitUntilOver } from '../../invocation/watch';
import { settled } from '../../transport/settled';
import { connect, type Tat } from '../../transport/tat';
import { invocationIdField, optionsField, tatOptions, waitForCompletionField } from '../fields';
import { numberWithin } from '../numbers';
import type { Operation } from '../operation';

const TIMEOUT_SECONDS = 120;
const LONGEST_TIMEOUT_SECONDS = 86_400;

export const cancel: Operation = {
	option: {
		name: 'Cancel',
		action: 'Cancel invocation',
		description: 'Stop a running command on all of its instances, or on some',
	},

	fields: [
		invocationIdField,
		{
			displayName: 'Instance IDs',
			name: 'instanceIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. ins-zcewfho0, ins-o1xv4c3q',
			hint: 'Leave empty to stop it on all instances',
			description:
				'Instances to stop the command on, separated by commas, spaces or new lines, or an expression that gives an array',
		},
		{
			...waitForCompletionField,
			description:
				'Whether to wait until every task is over, and answer what became of each. Otherwise the answer only says that the request was accepted.',
		},
		optionsField({
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: TIMEOUT_SECONDS,
			description:
				'How many seconds to wait for completion. After that the answer says which tasks are still cancelling, e.g. because their agent is offline.',
		}),
	],

	async execute(itemIndex) {
		const id = invocationId(
			this.getNodeParameter('invocationId', itemIndex, '', { extractValue: true }),
		);
		const instances = instanceIds(
			this.getNodeParameter('instanceIds', itemIndex, ''),
			MAX_CANCEL_INSTANCES,
		);
		const options = this.getNodeParameter('options', itemIndex, {});
		const timeout = numberWithin(options.timeout ?? TIMEOUT_SECONDS, {
			name: 'Timeout',
			least: 0,
			most: LONGEST_TIMEOUT_SECONDS,
		});
		const tat = await connect(this, tatOptions(options));

		if (!this.getNodeParameter('waitForCompletion', itemIndex, true)) {
			return await send(tat, id, instances);
		}
		// A failed look-up must not keep a cancel from being sent: it only leaves open what had ended before.
		const before = await settled(lookUp(tat, id));
		const accepted = await send(tat, id, instances);
		const result = await settled(
			watch(tat, id, instances, 'value' in before ? before.value : undefined, timeout),
		);
		if ('error' in result) {
			throw failedAfterwards(
				`Cancel of ${id} was accepted (RequestId ${accepted.requestIds[0]})`,
				result.error,
			);
		}
		hintAtUnfinished(this, id, result.value, timeout);
		return { ...accepted, ...result.value };
	},
};

async function send(tat: Tat, id: string, instances: string[]) {
	const { RequestId } = await tat.call('CancelInvocation', {
		InvocationId: id,
		...(instances.length > 0 && { InstanceIds: instances }),
	});
	return {
		invocationId: id,
		instanceIds: instances,
		region: tat.region,
		accepted: true,
		requestIds: [RequestId],
	};
}

async function watch(
	tat: Tat,
	id: string,
	instances: string[],
	before: Awaited<ReturnType<typeof lookUp>>,
	timeout: number,
) {
	const invocation = await waitUntilOver(tat, id, instances, timeout);
	const statusBefore = new Map(
		tasksOn([], before).map(({ InvocationTaskId, TaskStatus }) => [InvocationTaskId, TaskStatus]),
	);
	const tasks = (await fetchTasks(tat, id))
		.filter(({ instanceId }) => instances.length === 0 || instances.includes(instanceId))
		.map((task) => cancelled(task, statusBefore.get(task.invocationTaskId)));
	const outcomes = tasks.map(({ outcome }) => outcome);
	return {
		instanceIds: instances.length > 0 ? instances : tasks.map(({ instanceId }) => instanceId),
		finished: tasks.length > 0 && tasks.every(({ statusAfter }) => isTaskOver(statusAfter)),
		invocationStatus: invocation?.InvocationStatus ?? '',
		outcome: cancelOutcome(outcomes),
		counts: countOutcomes(outcomes),
		tasks,
	};
}

function cancelled(task: Task, statusBefore: string | undefined) {
	return {
		invocationTaskId: task.invocationTaskId,
		instanceId: task.instanceId,
		statusBefore: statusBefore ?? null,
		statusAfter: task.status,
		outcome: taskOutcome(statusBefore, task.status),
		exitCode: task.exitCode,
		output: task.output,
		outputTruncated: task.outputTruncated,
		startTime: task.startTime,
		endTime: task.endTime,
	};
}

function hintAtUnfinished(
	context: IExecuteFunctions,
	id: string,
	{ tasks, counts }: Awaited<ReturnType<typeof watch>>,
	timeout: number,
) {
	if (counts.stillCancelling === 0 && tasks.length > 0) return;
	context.addExecutionHints({
		message: `${id}: ${counts.stillCancelling} of ${tasks.length} tasks were still not over after ${timeout} s. A task stays in CANCELLING while the agent of its instance is offline.`,
		location: 'outputPane',
	});
}
