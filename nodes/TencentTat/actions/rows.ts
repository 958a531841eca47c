import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../transport/TatError';

/**
 * The rows of a fixed collection, each with its key trimmed. From an expression an object serves as well: its keys and
 * values are the rows.
 *
 * @param row name of a row in the form, such as `tag`
 * @param key name of the field that tells rows apart
 * @throws {InputError} for a row without its key, or two with the same
 */
export function rowsOf<K extends string>(
	value: unknown,
	row: string,
	key: K,
): Array<IDataObject & { [k in K]: string }> {
	const { [row]: rows, ...plain } = (value ?? {}) as Record<string, unknown>;
	const given = Array.isArray(rows)
		? (rows as IDataObject[])
		: Object.entries(plain).map(([name, text]) => ({ [key]: name, value: text as string }));
	const seen = new Set<string>();
	return given.map((each) => {
		const name = String(each[key] ?? '').trim();
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
