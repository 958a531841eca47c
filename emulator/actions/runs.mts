import type {
	InvokeCommandRequest,
	RunCommandRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import { commandFields } from '../commandFields.mts';
import type { CommandFields } from '../commandFields.mts';
import { given } from '../commands.mts';
import type { StoredCommand } from '../commands.mts';
import { fillPlaceholders, notEnabled, valuesOf } from '../customParameters.mts';
import { VendorError } from '../errors.mts';
import type { Instance } from '../instances.mts';
import type { Command, Invocation, InvocationSource } from '../invocations.mts';
import { inRegion } from './context.mts';
import type { Context } from './context.mts';

/** Runs a command created for this run, and keeps it if `SaveCommand` is set. */
export function runOnce(
	{ SaveCommand, ...request }: RunCommandRequest & Command,
	context: Context,
): Invocation {
	const command = commandFields(request);
	if (!SaveCommand && command.Tags !== undefined) {
		throw new VendorError('InvalidParameter', '`Tags` need `SaveCommand` to be true.');
	}
	const script = scriptOf(command);
	const instances = targets(command, context);
	const commandId = SaveCommand ? saved(command, context).commandId : undefined;
	return context.book.run({ command, script, instances, commandId });
}

function saved(
	{ CommandName, InstanceIds, Parameters, ...command }: CommandFields<Command>,
	{ commands, region }: Context,
): StoredCommand {
	if (CommandName !== undefined) return commands.add(region, { CommandName, ...command });
	throw new VendorError('MissingParameter', 'A command to be saved needs a `CommandName`.');
}

/** Runs a saved command with its saved settings where the request has none. Throws before anything has started. */
export function invokeStored(
	{ CommandId, ...request }: InvokeCommandRequest,
	context: Context,
	source: InvocationSource = 'USER',
): Invocation {
	const { commandId, createdBy: commandCreatedBy, ...stored } = storedCommand(CommandId, context);
	const command: Command = {
		...stored,
		...given(commandFields(request)),
		InstanceIds: request.InstanceIds,
	};
	const script = scriptOf(command);
	const instances = targets(command, context);
	return context.book.run({ command, script, instances, commandId, commandCreatedBy, source });
}

/** The command of this ID; throws when the region has none. */
export function storedCommand(id: string, { commands, region }: Context): StoredCommand {
	const command = commands.find(id, region);
	if (command !== undefined) return command;
	throw new VendorError('ResourceNotFound.CommandNotFound', `The command \`${id}\` is not found.`);
}

/** The script of a command, its placeholders replaced when custom parameters are enabled. */
export function scriptOf({
	Content,
	EnableParameter,
	DefaultParameterConfs,
	Parameters,
}: Pick<Command, 'Content' | 'EnableParameter' | 'DefaultParameterConfs' | 'Parameters'>): string {
	const script = Buffer.from(Content, 'base64').toString();
	if (EnableParameter) {
		return fillPlaceholders(script, {
			...valuesOf(DefaultParameterConfs),
			...JSON.parse(Parameters ?? '{}'),
		});
	}
	if (Parameters === undefined) return script;
	throw notEnabled();
}

/** The instances to run on; throws when one of them cannot take the command. */
function targets({ InstanceIds, CommandType }: Command, context: Context): Instance[] {
	const instances = instancesOf(InstanceIds, context);
	for (const { instanceId, agent } of online(instances)) {
		if (!agent.commandTypes.includes(CommandType)) {
			throw new VendorError(
				'InvalidParameterValue.AgentUnsupportedCommandType',
				`The agent of the instance \`${instanceId}\` does not run ${CommandType}.`,
			);
		}
	}
	return instances;
}

/** The instances of these IDs; throws when the region lacks one of them, or they cannot be mixed. */
export function instancesOf(ids: string[], context: Context): Instance[] {
	const found = inRegion(context.instances, context);
	const instances = [...new Set(ids)].map((id) => {
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
	return instances;
}

/** The same instances; throws when the agent of one is offline. */
export function online(instances: Instance[]): Instance[] {
	const offline = instances.find((instance) => !instance.online);
	if (offline === undefined) return instances;
	throw new VendorError(
		'ResourceUnavailable.AgentStatusNotOnline',
		`The agent of the instance \`${offline.instanceId}\` is not online.`,
	);
}
