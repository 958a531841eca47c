import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { settled, type Settled } from '../transport/settled';
import { connector, type Tat } from '../transport/tat';
import { namingDone, type CarriedOut } from '../carriedOut';
import { endsTheStep, goesOn } from '../failure';
import { tatOptions } from '../form/fields';
import { formsOf, type Form } from '../form/form';

/** One output item for an input item: its `json`, or an error in its place. */
export type OutputItem = Settled<IDataObject> & {
	/** Index of the input item. */
	item: number;
	/** With an error that ends the step: what has been done nevertheless. */
	carriedOut?: CarriedOut;
};

/** All there is to know of one operation: its entry in the menu, its form, and what it does. */
export interface Operation {
	/** Name, description and action text; the value comes from the table the operation stands in. */
	option: Omit<INodePropertyOptions, 'value'>;
	fields: INodeProperties[];
	/**
	 * Returns the output for the items with these indices. Where an error ends the step, the output may end with it.
	 *
	 * @throws {StoppedError} when the execution was stopped
	 */
	execute(this: IExecuteFunctions, items: readonly number[]): Promise<OutputItem[]>;
}

export interface Resource {
	name: string;
	/** By operation value, in the order of the menu. */
	operations: Readonly<Record<string, Operation>>;
}

/** An operation that does what one item asks for before it does the next. */
interface ForEach<Results> extends Omit<Operation, 'execute'> {
	/**
	 * Reads the form of an item, checks all that can be checked, and returns a function that does the work. Nothing is sent
	 * before the forms of all items are read.
	 *
	 * @throws {InputError}
	 */
	prepare(form: Form, tat: Tat): () => Promise<Results>;
	/**
	 * What an output item shows to be done, such as an ID, so that a later error can name it; undefined for nothing. Absent
	 * for an operation that changes nothing.
	 */
	carriedOut?: (answer: IDataObject, form: Form) => unknown;
}

/** An operation that returns any number of results for each item. */
export function eachItem({
	prepare,
	carriedOut,
	...shown
}: ForEach<ReadonlyArray<Settled<IDataObject>>>): Operation {
	return {
		...shown,
		async execute(items) {
			const formOf = formsOf(this, shown.fields);
			const ends = !goesOn(this);
			const prepared = await readItems(this, items, formOf, prepare);
			const last = prepared.at(-1);
			if (ends && last && 'error' in last) return [last];

			const answers: OutputItem[] = [];
			for (const each of prepared) {
				const { item } = each;
				const done = 'value' in each ? await settled(each.value()) : each;
				const results = 'value' in done ? done.value : [done];
				for (const result of results) answers.push({ ...result, item });
				const failed = results.find((result) => 'error' in result);
				if (failed && (ends || endsTheStep(failed.error as Error))) break;
			}
			if (!carriedOut || !ends) return answers;
			return namingDone(answers, (answer, item) => carriedOut(answer, formOf(item)));
		},
	};
}

/** An operation that fails or succeeds with each item as a whole. */
export function oneByOne({ prepare, ...rest }: ForEach<IDataObject | IDataObject[]>): Operation {
	return eachItem({
		...rest,
		prepare(form, tat) {
			const work = prepare(form, tat);
			return async () => [await work()].flat().map((value) => ({ value }));
		},
	});
}

/** What `read` makes of the form of each item, up to the first error where that ends the step. */
export async function readItems<T>(
	context: IExecuteFunctions,
	items: readonly number[],
	formOf: (item: number) => Form,
	read: (form: Form, tat: Tat) => T,
): Promise<Array<Settled<T> & { item: number }>> {
	const connect = connector(context);
	const ends = !goesOn(context);
	const forms: Array<Settled<T> & { item: number }> = [];
	for (const item of items) {
		const readItem = async () => {
			const form = formOf(item);
			return read(form, await connect(tatOptions(form.options)));
		};
		const result = { item, ...(await settled(readItem())) };
		forms.push(result);
		if (ends && 'error' in result) break;
	}
	return forms;
}
