import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import { textOf } from './text';

/** A row of a field with many: a name, its value, and what else the form asks for. */
export interface Row {
	name: string;
	/** As given. */
	value: unknown;
	description?: unknown;
}

/**
 * The rows of a fixed collection, or of an object of names and values, each with its name trimmed.
 *
 * @throws {InputError} for a row without a name, two rows with the same name, and a value without rows
 */
export function rowsOf(value: unknown, { displayName, options }: INodeProperties): Row[] {
	if (!isObject(value)) throw notRows(displayName, value);
	const [{ name: row, values }] = options as INodePropertyCollection[];
	// The first field of a row identifies it: the key of a tag, the name of a parameter.
	const [{ name: key }] = values;
	const { [row]: rows } = value;
	const list = Array.isArray(rows)
		? (rows as unknown[])
		: Object.entries(value).map(([name, text]) => ({ [key]: name, value: text }));
	const seen = new Set<string>();
	return list.map((each) => {
		if (!isObject(each)) throw notRows(displayName, each);
		const name = textOf(each[key], `The ${key} of a ${row}`).trim();
		if (name === '') {
			throw new InputError(`A ${row} has no ${key}`, `Give the ${row} a ${key}, or remove it.`);
		}
		if (seen.has(name)) {
			throw new InputError(`The ${row} "${name}" is given twice`, 'Remove one of the two.');
		}
		seen.add(name);
		return { ...each, name, value: each.value };
	});
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notRows(name: string, given: unknown): InputError {
	return new InputError(`${name} has ${shown(given)} instead of rows`, 'Add each row in the form.');
}
