import type { IDataObject } from 'n8n-workflow';

import { StoppedError } from './transport/pause';
import type { Settled } from './transport/settled';

type Answer = Settled<IDataObject> & { item: number; carriedOut?: CarriedOut };

/** Something that was carried out for an item. */
export interface Done {
	item: number;
	/** Such as an ID. */
	name: string;
}

/** What a step has carried out although one of its items failed. */
export interface CarriedOut {
	/** The one that failed. */
	item: number;
	done: readonly Done[];
}

/**
 * The answers of a step that changes something. Their first error is all that is seen of a step that ends with it, so it
 * comes with what has been carried out nevertheless.
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
	const done = answers.flatMap((answer): Done[] => {
		const name = 'value' in answer ? nameOf(answer.value, answer.item) : undefined;
		return name === undefined ? [] : [{ item: answer.item, name: String(name) }];
	});
	return answers.with(index, { ...failed, carriedOut: { item: failed.item, done } });
}
