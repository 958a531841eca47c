import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';

/** Turns objects that stand for text, such as dates in expressions, into that text; returns all else unchanged. */
export function plain(value: unknown): unknown {
	const { toJSON } = (value ?? {}) as { toJSON?: unknown };
	return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
}

/**
 * Text from the form or an expression. Numbers, booleans and dates count as text.
 *
 * @param name of the field in the form
 * @throws {InputError} for lists and objects, as their text is never what was meant, and for the value of an expression
 * that failed
 */
export function textOf(value: unknown, name: string): string {
	const text = plain(value);
	const isText = ['bigint', 'boolean', 'number', 'string'].includes(typeof text);
	if (isText && !Number.isNaN(text)) return String(text);
	throw new InputError(
		`${name} is ${shown(text)}, which is not text`,
		'Give text, or an expression that returns text.',
	);
}
