import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

/** All there is to know of one operation: its entry in the menu, its form, and what it does with one item. */
export interface Operation {
	/** Name, description and action text; the value comes from the table the operation stands in. */
	option: Omit<INodePropertyOptions, 'value'>;
	fields: INodeProperties[];
	/**
	 * @returns the `json` of the item, or of the items, that answer the input item
	 * @throws {InputError | TatError | StoppedError}
	 */
	execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject | IDataObject[]>;
}

export interface Resource {
	name: string;
	/** By operation value, in the order of the menu. */
	operations: Readonly<Record<string, Operation>>;
}
