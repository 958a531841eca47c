import type { IDataObject } from 'n8n-workflow';

import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import { textOf } from './text';

/**
 * The rows of a fixed collection, or of a resource mapper's object of keys and values, each with its key trimmed.
 *
 * @param row name of a row in the form, such as `tag`
 * @param key name of the field that tells rows apart
 * @throws {InputError} for a row without its key, two with the same, and what has no rows
 */
export function rowsOf<K extends string>(
	value: unknown,
	row: string,
	key: K,
): Array<IDataObject & { [k in K]: string }> {
	const given = value ?? {};
	if (!isObject(given)) throw notRows(row, given);
	const { [row]: rows } = given;
	const list = Array.isArray(rows)
		? (rows as unknown[])
		: Object.entries(given).map(([name, text]) => ({ [key]: name, value: text }));
	const seen = new Set<string>();
	return list.map((each) => {
		if (!isObject(each)) throw notRows(row, each);
		const name = textOf(each[key], `The ${key} of a ${row}`).trim();
		if (name === '') {
			throw new InputError(`A ${row} has no ${key}`, `Give the ${row} a ${key}, or remove it.`);
		}
		if (seen.has(name)) {
			throw new InputError(`The ${row} "${name}" is given twice`, 'Remove one of the two.');
		}
		seen.add(name);
		return { ...each, [key]: name } as IDataObject & { [k in K]: string };
	});
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notRows(row: string, given: unknown): InputError {
	return new InputError(`${shown(given)} is given for a ${row}`, `Add each ${row} in the form.`);
}
