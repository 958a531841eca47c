import type { IDataObject } from 'n8n-workflow';

import { StoppedError } from './transport/pause';
import type { Settled } from './transport/settled';
import { InputError, TatError } from './transport/TatError';

type Answer = Settled<IDataObject> & { item: number };

interface Done {
	item: number;
	name: string;
}

/** What an error names of that which was carried out. */
const MOST_NAMED = 3;
const LEAVE_OUT =
	'Part of the work is done: leave that out when you run it again, or it is done a second time.';

/**
 * The answers of a step that changes something. Their first error is all that is seen of a step that ends with it, so it
 * says what has been carried out nevertheless.
 *
 * @param nameOf what an answer to an item says to be carried out, such as an ID; undefined for nothing
 */
export function namingDone(
	answers: readonly Answer[],
	nameOf: (answer: IDataObject, item: number) => unknown,
): Answer[] {
	const index = answers.findIndex((answer) => 'error' in answer);
	const failed = answers[index];
	if (!failed || !('error' in failed) || failed.error instanceof StoppedError) return [...answers];

	const { item } = failed;
	const error = failed.error as Error;
	const done = answers.flatMap((answer): Done[] => {
		const name = 'value' in answer ? nameOf(answer.value, answer.item) : undefined;
		return name === undefined ? [] : [{ item: answer.item, name: String(name) }];
	});
	const others = done.filter((each) => each.item !== item);
	// What an error is about, it names itself.
	const here = done.filter((each) => each.item === item && !error.message.includes(each.name));
	const parts = [
		...(others.length > 0 ? [`${itemsOf(others)} (${namesOf(others)})`] : []),
		...(here.length > 0 ? [`of item ${item}: ${namesOf(here)}`] : []),
	];
	if (parts.length === 0) return [...answers];
	const sentence = `. Already carried out: ${parts.join(', and ')}`;
	return answers.with(index, { item, error: extended(error, sentence) });
}

/** The first few names, each once. */
function namesOf(done: readonly Done[]): string {
	const names = [...new Set(done.map(({ name }) => name))];
	const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
	return `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** "item 3", "items 0 to 4, 6" */
function itemsOf(done: readonly Done[]): string {
	const sorted = [...new Set(done.map(({ item }) => item))].sort((a, b) => a - b);
	const runs: Array<[from: number, to: number]> = [];
	for (const item of sorted) {
		const last = runs.at(-1);
		if (last && item === last[1] + 1) last[1] = item;
		else runs.push([item, item]);
	}
	const texts = runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
	return `${sorted.length === 1 ? 'item' : 'items'} ${texts.join(', ')}`;
}

function extended(error: Error, sentence: string): Error {
	const message = error.message + sentence;
	if (error instanceof TatError) {
		const hint = `${error.details.hint} ${LEAVE_OUT}`.trim();
		return new TatError(message, { ...error.details, hint }, error.fault);
	}
	if (error instanceof InputError) return new InputError(message, `${error.hint} ${LEAVE_OUT}`);
	return new Error(message, { cause: error });
}
