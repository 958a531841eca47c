import type {
	CancelInvocationRequest,
	DescribeInvocationsRequest,
	DescribeInvocationTasksRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import * as answers from '../answers.mts';
import { actionSpec } from '../api.mts';
import type { ParameterSpec } from '../api.mts';
import { fillPlaceholders, parseCustomParameters } from '../customParameters.mts';
import { VendorError } from '../errors.mts';
import type { Instance } from '../instances.mts';
import type { Command } from '../invocations.mts';
import { inRegion, matches, page } from './context.mts';
import type { Context, Handlers } from './context.mts';

export const INVOCATION_ACTIONS: Handlers = {
	RunCommand(command: Command, context) {
		const script = scriptOf(command);
		const instances = targets(command, context);
		const { commandId, invocationId } = context.book.run(command, script, instances);
		return { CommandId: commandId, InvocationId: invocationId };
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
				'command-created-by': 'USER',
				'instance-kind': invocation.instanceKind,
			}),
		);
		const now = context.clock.now();
		return {
			TotalCount: found.length,
			InvocationSet: page(found, request).map((item) => answers.invocation(item, now)),
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
				answers.invocationTask(invocation, task, hideOutput, now),
			),
		};
	},
};

/** The script of a command, its placeholders replaced when custom parameters are enabled. */
function scriptOf(command: Command): string {
	const { Content, EnableParameter, DefaultParameters, DefaultParameterConfs, Parameters } =
		command;
	const script = Buffer.from(Content, 'base64').toString();
	const given = DefaultParameters ?? DefaultParameterConfs ?? Parameters;
	if (!EnableParameter) {
		if (given === undefined) return script;
		throw new VendorError(
			'InvalidParameterValue.SupportParametersOnlyIfEnableParameter',
			'Custom parameters need `EnableParameter` to be true.',
		);
	}
	if (DefaultParameters !== undefined && DefaultParameterConfs !== undefined) {
		throw new VendorError(
			'InvalidParameter',
			'`DefaultParameters` and `DefaultParameterConfs` cannot be used together.',
		);
	}
	const confs = (DefaultParameterConfs ?? []).map((conf) => [
		conf.ParameterName,
		conf.ParameterValue,
	]);
	return fillPlaceholders(script, {
		...Object.fromEntries(confs),
		...customParameters('DefaultParameters', DefaultParameters),
		...customParameters('Parameters', Parameters),
	});
}

function customParameters(name: string, text = '{}'): Record<string, string> {
	const spec = actionSpec('RunCommand')?.request.find((field) => field.name === name);
	return parseCustomParameters(text, spec as ParameterSpec);
}

/** The instances to run on; throws when one of them cannot take the command. */
function targets({ InstanceIds, CommandType }: Command, context: Context): Instance[] {
	const found = inRegion(context.instances, context);
	const instances = [...new Set(InstanceIds)].map((id) => {
		const instance = found.find(({ instanceId }) => instanceId === id);
		if (instance !== undefined) return instance;
		throw new VendorError(
			'ResourceNotFound.InstanceNotFound',
			`The instance \`${id}\` is not found in ${context.region}.`,
		);
	});
	if (new Set(instances.map(({ kind }) => kind)).size > 1) {
		throw new VendorError(
			'InvalidParameterValue.InconsistentInstance',
			'CVM and Lighthouse instances cannot be mixed.',
		);
	}
	for (const { instanceId, online, agent } of instances) {
		if (!online) {
			throw new VendorError(
				'ResourceUnavailable.AgentStatusNotOnline',
				`The agent of the instance \`${instanceId}\` is not online.`,
			);
		}
		if (!agent.commandTypes.includes(CommandType)) {
			throw new VendorError(
				'InvalidParameterValue.AgentUnsupportedCommandType',
				`The agent of the instance \`${instanceId}\` does not run ${CommandType}.`,
			);
		}
	}
	return instances;
}
