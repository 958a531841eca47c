import type {
	CancelInvocationRequest,
	DescribeAutomationAgentStatusRequest,
	DescribeInvocationsRequest,
	DescribeInvocationTasksRequest,
	Filter,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import * as answers from './answers.mts';
import { actionSpec } from './api.mts';
import type { ParameterSpec } from './api.mts';
import type { Clock } from './clock.mts';
import { fillPlaceholders, parseCustomParameters } from './customParameters.mts';
import { VendorError } from './errors.mts';
import type { Instance } from './instances.mts';
import type { Command, InvocationBook } from './invocations.mts';
import { REGION_NAMES } from './regions.mts';

/** What an action works on. `region` is undefined only where it is not required. */
export interface Context {
	region?: string;
	regions: string[];
	instances: Instance[];
	book: InvocationBook;
	clock: Clock;
}

/** Parameters are validated before, so a handler may trust their types and limits. */
type Handler = (parameters: never, context: Context) => Record<string, unknown>;

/** The actions this emulator plays. Each answers the fields beside RequestId. */
export const ACTIONS: Record<string, Handler> = {
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

	DescribeRegions(_, { regions }) {
		return {
			TotalCount: regions.length,
			RegionSet: regions.map((region) => ({
				Region: region,
				RegionName: REGION_NAMES[region] ?? region,
				RegionState: 'AVAILABLE',
			})),
		};
	},

	DescribeAutomationAgentStatus(request: DescribeAutomationAgentStatusRequest, context) {
		const found = inRegion(context.instances, context).filter((instance) =>
			matches(request.Filters, request.InstanceIds, {
				'instance-id': instance.instanceId,
				'agent-status': instance.online ? 'Online' : 'Offline',
				environment: 'Linux',
			}),
		);
		const now = context.clock.now();
		return {
			TotalCount: found.length,
			AutomationAgentSet: page(found, request).map((item) => answers.agent(item, now)),
		};
	},
};

function inRegion<T extends { region: string }>(items: T[], { region }: Context): T[] {
	return items.filter((item) => region === undefined || item.region === region);
}

/** Filters are AND-ed, their values OR-ed. The first of `properties` is the item's own ID. */
function matches(
	filters: Filter[] = [],
	ids: string[] = [],
	properties: Record<string, string>,
): boolean {
	const [ownId] = Object.values(properties);
	if (ids.length > 0 && !ids.includes(ownId)) return false;
	return filters.every(({ Name, Values }) => Values.includes(properties[Name]));
}

/** Limit and Offset hold their defaults when the caller gave none. */
function page<T>(items: T[], { Limit = 0, Offset = 0 }: { Limit?: number; Offset?: number }): T[] {
	return items.slice(Offset, Offset + Limit);
}

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
