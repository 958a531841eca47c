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

/** An `execute` that answers one item after the other. */
export function oneByOne(
	answer: (this: IExecuteFunctions, itemIndex: number) => Promise<IDataObject | IDataObject[]>,
): Operation['execute'] {
	return async function (items) {
		const answers: Answer[] = [];
		for (const item of items) {
			const answered = await settled(answer.call(this, item));
			if ('error' in answered) {
				answers.push({ item, ...answered });
				if (!this.continueOnFail()) break;
			} else {
				answers.push(...[answered.value].flat().map((value) => ({ item, value })));
			}
		}
		return answers;
	};
}
