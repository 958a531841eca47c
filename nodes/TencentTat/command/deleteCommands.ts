import { concerning } from '../transport/answer';
import { eachOf, portions } from '../transport/batches';
import { halving } from '../transport/halving';
import type { Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';

/** A deleted command. */
export type Deleted = { commandId: string; deleted: true };

/** IDs in one request: how many the API takes is not documented, so as many as its other actions. */
const MOST_IDS = 100;
/** Codes that one command may bring upon all others in its request. */
const BECAUSE_OF_A_COMMAND = [
	'InvalidParameterValue.InvalidCommandId',
	'ResourceNotFound.CommandNotFound',
	'ResourceUnavailable.CommandInExecuting',
	'ResourceUnavailable.CommandInInvoker',
];

/** Deletes commands, all but those that the API refuses to. Answers what became of each. */
export async function deleteCommands(
	tat: Tat,
	commandIds: readonly string[],
): Promise<Array<Settled<Deleted>>> {
	const halved = halving(BECAUSE_OF_A_COMMAND);
	const results = await eachOf(
		portions(commandIds, MOST_IDS),
		async (portion) =>
			await halved(
				portion,
				async (ids) => await tat.call('DeleteCommands', { CommandIds: [...ids] }),
			),
	);
	return results.flat().map((result, index) => {
		const commandId = commandIds[index];
		if ('value' in result) return { value: { commandId, deleted: true } };
		const { error } = result;
		return {
			error:
				error instanceof TatError
					? concerning<'DeleteCommands'>({ CommandIds: [commandId] }, error)
					: error,
		};
	});
}
