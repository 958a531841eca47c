import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { settled, type Settled } from '../transport/settled';

/** How one item was answered: the `json` of the item, or of the items, that come out for it, or its error. */
export type Answer = Settled<IDataObject | IDataObject[]>;

/** All there is to know of one operation: its entry in the menu, its form, and what it does. */
export interface Operation {
	/** Name, description and action text; the value comes from the table the operation stands in. */
	option: Omit<INodePropertyOptions, 'value'>;
	fields: INodeProperties[];
	/**
	 * Answers the items with these indices, in their order. Where an error ends the step, the answers may end with it.
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
		for (const itemIndex of items) {
			const answered = await settled(answer.call(this, itemIndex));
			answers.push(answered);
			if ('error' in answered && !this.continueOnFail()) break;
		}
		return answers;
	};
}

/** The answers of a step that an error ends before anything was sent. */
export function endedBy(error: unknown, itemIndex: number): Answer[] {
	return [...Array<Answer>(itemIndex).fill({ value: [] }), { error }];
}
