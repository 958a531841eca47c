import type {
	DeleteCommandRequest,
	DeleteCommandsRequest,
	DescribeCommandsRequest,
	ModifyCommandRequest,
	PreviewReplacedCommandContentRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import * as responses from '../responses.mts';
import { commandFields } from '../commandFields.mts';
import type { NewCommand } from '../commandFields.mts';
import type { StoredCommand } from '../commands.mts';
import { VendorError } from '../errors.mts';
import { isOver, stateOf } from '../tasks.mts';
import { matches, page, tagProperties } from './context.mts';
import type { Context, Handlers } from './context.mts';
import { scriptOf, storedCommand } from './runs.mts';

export const COMMAND_ACTIONS: Handlers = {
	CreateCommand(request: NewCommand, { commands, region }) {
		return { CommandId: commands.add(region, commandFields(request)).commandId };
	},

	DescribeCommands(request: DescribeCommandsRequest, { commands, region }) {
		const found = commands.visible(region).filter((command) =>
			matches(request.Filters, request.CommandIds, {
				'command-id': command.commandId,
				'command-name': command.CommandName,
				'command-type': command.CommandType,
				'scene-id': command.scenes,
				'created-by': command.createdBy,
				...tagProperties(command.Tags),
			}),
		);
		return { TotalCount: found.length, CommandSet: page(found, request).map(responses.command) };
	},

	ModifyCommand({ CommandId, ...request }: ModifyCommandRequest, context) {
		const command = ownCommand(CommandId, context);
		const { EnableParameter } = command;
		context.commands.change(command, commandFields({ ...request, EnableParameter }));
		return {};
	},

	DeleteCommand({ CommandId }: DeleteCommandRequest, context) {
		return remove([CommandId], context);
	},

	DeleteCommands({ CommandIds }: DeleteCommandsRequest, context) {
		return remove(CommandIds, context);
	},

	PreviewReplacedCommandContent(
		{ CommandId, Content, Parameters }: PreviewReplacedCommandContentRequest,
		context,
	) {
		if (CommandId === undefined && Content === undefined) {
			throw new VendorError('MissingParameter', 'One of `CommandId` and `Content` is needed.');
		}
		if (CommandId !== undefined && Content !== undefined) {
			throw new VendorError(
				'InvalidParameter.ConflictParameter',
				'`CommandId` and `Content` cannot be used together.',
			);
		}
		const command =
			Content === undefined
				? storedCommand(CommandId as string, context)
				: { Content, EnableParameter: true };
		return { ReplacedContent: base64(scriptOf({ ...command, Parameters })) };
	},
};

/** All of them, or none when one cannot be deleted. */
function remove(ids: string[], context: Context): Record<string, never> {
	const commands = [...new Set(ids)].map((id) => ownCommand(id, context));
	for (const command of commands) requireUnused(command, context);
	context.commands.remove(commands);
	return {};
}

function requireUnused({ commandId }: StoredCommand, { book, clock, commands }: Context): void {
	if (commands.isBound(commandId)) {
		throw new VendorError(
			'ResourceUnavailable.CommandInInvoker',
			`The command \`${commandId}\` is bound to an invoker.`,
		);
	}
	const now = clock.now();
	const isExecuting = book.invocations.some(
		(invocation) =>
			invocation.commandId === commandId &&
			invocation.tasks.some((task) => !isOver(stateOf(task, now).status)),
	);
	if (!isExecuting) return;
	throw new VendorError(
		'ResourceUnavailable.CommandInExecuting',
		`The command \`${commandId}\` is being executed.`,
	);
}

/** The account cannot change or delete a public command; that the API does not find it is inferred. */
function ownCommand(id: string, context: Context): StoredCommand {
	const command = storedCommand(id, context);
	if (command.createdBy === 'USER') return command;
	throw new VendorError('ResourceNotFound.CommandNotFound', `The command \`${id}\` is not yours.`);
}

function base64(script: string): string {
	return Buffer.from(script).toString('base64');
}
