import { concerning } from '../transport/unwrap';
import { COMMAND_GONE } from '../transport/api';
import { mostEntries } from '../transport/apiLimits';
import { eachOf, portions } from '../transport/batches';
import { halving } from '../transport/halving';
import { settled, type Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { factIn, hasCode, TatError } from '../transport/TatError';

/** A deleted command. */
export type Deleted = { commandId: string; deleted: true };

const MOST_COMMANDS = mostEntries('DeleteCommands', 'CommandIds');

/** Deletes commands, all but those that the API refuses to. Answers what became of each. */
export async function deleteCommands(
	tat: Tat,
	commandIds: readonly string[],
): Promise<Array<Settled<Deleted>>> {
	const halved = halving('DeleteCommands');
	const results = await eachOf(portions(commandIds, MOST_COMMANDS), async (portion) => {
		let lost = false;
		const answers = await halved(portion, async (ids) => {
			const reply = await settled(tat.call('DeleteCommands', { CommandIds: [...ids] }));
			if ('value' in reply) return reply.value;
			lost ||=
				reply.error instanceof TatError &&
				factIn(reply.error.failure, 'earlierUnanswered') !== undefined;
			throw reply.error;
		});
		// Gone by the attempt whose answer was lost: one that was never there would have kept the others.
		return lost && answers.every(isGone) ? portion.map(() => ({ value: {} })) : answers;
	});
	const answers = results.flat();
	const deleted = answers.filter((answer) => 'value' in answer).length;
	return answers.map((result, index) => {
		const commandId = commandIds[index];
		if ('value' in result) return { value: { commandId, deleted: true } };
		const { error } = result;
		return {
			error:
				error instanceof TatError
					? withOthers(concerning<'DeleteCommands'>({ CommandIds: [commandId] }, error), deleted)
					: error,
		};
	});
}

function isGone(answer: Settled<unknown>): boolean {
	return 'error' in answer && hasCode(answer.error, COMMAND_GONE);
}

/** The error of one, which must not read as if nothing had been deleted. */
function withOthers(error: TatError, deleted: number): TatError {
	return deleted === 0 ? error : error.and({ kind: 'othersDeleted', count: deleted });
}
