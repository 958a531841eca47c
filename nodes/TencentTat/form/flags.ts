import type { INodeProperties } from 'n8n-workflow';

import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';

/**
 * On or off, from the form or an expression. The texts true and false count too, as tables and models give them. 1 and 0
 * do not: they could be a count, and no guess may switch off a preview.
 *
 * @throws {InputError}
 */
export function flagOf(value: unknown, { displayName }: INodeProperties): boolean {
	const said = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (said === true || said === 'true') return true;
	if (said === false || said === 'false') return false;
	throw new InputError(
		`${displayName} is ${shown(value)}, which is neither on nor off`,
		'Switch it on or off, or use an expression that returns true or false.',
	);
}
