import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { settled, type Settled } from '../transport/settled';

/** One item that comes out for an input item: its `json`, or the error in its place. */
export type Answer = Settled<IDataObject> & {
	/** Index of the input item. */
	item: number;
};

/** All there is to know of one operation: its entry in the menu, its form, and what it does. */
export interface Operation {
	/** Name, description and action text; the value comes from the table the operation stands in. */
	option: Omit<INodePropertyOptions, 'value'>;
	fields: INodeProperties[];
	/**
	 * Answers the items with these indices. Where an error ends the step, the answers may end with it.
	 *
	 * @throws {StoppedError} when the execution was stopped
	 */
	execute(this: IExecuteFunctions, items: readonly number[]): Promise<Answer[]>;
}

export interface Resource {
	name: string;
	/** By operation value, in the order of the menu. */
	operations: Readonly<Record<string, Operation>>;
}

/** An `execute` that takes one item after the other, with any number of answers to each. */
export function eachItem(
	answersTo: (this: IExecuteFunctions, item: number) => Promise<Answer[]>,
): Operation['execute'] {
	return async function (items) {
		const answers: Answer[] = [];
		for (const item of items) {
			const answered = await settled(answersTo.call(this, item));
			answers.push(...('value' in answered ? answered.value : [{ item, ...answered }]));
			if ('error' in answered && !this.continueOnFail()) break;
		}
		return answers;
	};
}

/** An `execute` that takes one item after the other, and fails or succeeds with each as a whole. */
export function oneByOne(
	answer: (this: IExecuteFunctions, item: number) => Promise<IDataObject | IDataObject[]>,
): Operation['execute'] {
	return eachItem(async function (item) {
		return [await answer.call(this, item)].flat().map((value) => ({ item, value }));
	});
}
