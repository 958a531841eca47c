import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';

/** Objects that stand for a text, such as the dates of expressions, as that text; all else as it is. */
export function plain(value: unknown): unknown {
	const { toJSON } = (value ?? {}) as { toJSON?: unknown };
	return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
}

/**
 * Text from the form or an expression, where numbers, truth values and dates serve as well.
 *
 * @param name of the field in the form
 * @throws {InputError} for lists and objects, as what is written of these is never what was meant, and for
 * what is left of an expression that failed
 */
export function textOf(value: unknown, name: string): string {
	const text = plain(value);
	const isText = ['bigint', 'boolean', 'number', 'string'].includes(typeof text);
	if (isText && !Number.isNaN(text)) return String(text);
	throw new InputError(
		`${name} is ${shown(text)}, which is no text`,
		'Give text, or an expression that gives text.',
	);
}
