import type {
	CancelInvocationRequest,
	DescribeInvocationsRequest,
	DescribeInvocationTasksRequest,
	InvokeCommandRequest,
	RunCommandRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import * as responses from '../responses.mts';
import { VendorError } from '../errors.mts';
import type { Command } from '../invocations.mts';
import { inRegion, matches, page } from './context.mts';
import type { Handlers } from './context.mts';
import { invokeStored, runOnce } from './runs.mts';

export const INVOCATION_ACTIONS: Handlers = {
	RunCommand(request: RunCommandRequest & Command, context) {
		const { commandId, invocationId } = runOnce(request, context);
		return { CommandId: commandId, InvocationId: invocationId };
	},

	InvokeCommand(request: InvokeCommandRequest, context) {
		return { InvocationId: invokeStored(request, context).invocationId };
	},

	CancelInvocation({ InvocationId, InstanceIds = [] }: CancelInvocationRequest, context) {
		const invocation = inRegion(context.book.invocations, context).find(
			({ invocationId }) => invocationId === InvocationId,
		);
		if (invocation === undefined) {
			throw new VendorError(
				'ResourceNotFound.InvocationNotFound',
				`The invocation \`${InvocationId}\` is not found.`,
			);
		}
		const { tasks } = invocation;
		const unrelated = InstanceIds.find((id) => !tasks.some(({ instanceId }) => instanceId === id));
		if (unrelated !== undefined) {
			throw new VendorError(
				'InvalidParameterValue.InstanceIsNotRelatedToInvocation',
				`The instance \`${unrelated}\` is not related to the invocation \`${InvocationId}\`.`,
			);
		}
		// No InstanceIds means all of them (inferred: the documentation does not say).
		const all = InstanceIds.length === 0;
		context.book.cancel(tasks.filter(({ instanceId }) => all || InstanceIds.includes(instanceId)));
		return {};
	},

	DescribeInvocations(request: DescribeInvocationsRequest, context) {
		const found = inRegion(context.book.invocations, context).filter((invocation) =>
			matches(request.Filters, request.InvocationIds, {
				'invocation-id': invocation.invocationId,
				'command-id': invocation.commandId,
				'command-created-by': invocation.commandCreatedBy,
				'instance-kind': invocation.instanceKind,
			}),
		);
		const now = context.clock.now();
		return {
			TotalCount: found.length,
			InvocationSet: page(found, request).map((item) => responses.invocation(item, now)),
		};
	},

	DescribeInvocationTasks(request: DescribeInvocationTasksRequest, context) {
		const found = inRegion(context.book.invocations, context)
			.flatMap((invocation) => invocation.tasks.map((task) => ({ invocation, task })))
			.filter(({ invocation, task }) =>
				matches(request.Filters, request.InvocationTaskIds, {
					'invocation-task-id': task.invocationTaskId,
					'invocation-id': invocation.invocationId,
					'instance-id': task.instanceId,
					'command-id': invocation.commandId,
				}),
			);
		const now = context.clock.now();
		const hideOutput = request.HideOutput === true;
		return {
			TotalCount: found.length,
			InvocationTaskSet: page(found, request).map(({ invocation, task }) =>
				responses.invocationTask(invocation, task, hideOutput, now),
			),
		};
	},
};
