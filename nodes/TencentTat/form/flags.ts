import type { INodeProperties } from 'n8n-workflow';

import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';

/**
 * On or off, from the form or an expression. Text that says so counts, as tables and models give it. 1 and 0 do not: a
 * count is a number too, and no guess may switch off a preview.
 *
 * @throws {InputError}
 */
export function flagOf(value: unknown, { displayName }: INodeProperties): boolean {
	const said = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (said === true || said === 'true') return true;
	if (said === false || said === 'false') return false;
	throw new InputError(
		`${displayName} is ${shown(value)}, which is neither on nor off`,
		'Switch it on or off, or give an expression that gives true or false.',
	);
}
