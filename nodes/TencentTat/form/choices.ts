import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { jsonArray } from '../ids';
import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import { textOf } from './text';

/** One of the values that a field offers, ignoring case. @throws {InputError} */
export function choiceOf(value: unknown, field: INodeProperties): string {
	const offered = (field.options as INodePropertyOptions[]).map((option) => String(option.value));
	const text = textOf(value, field.displayName).trim();
	const chosen = offered.find((each) => each.toLowerCase() === text.toLowerCase());
	if (chosen !== undefined) return chosen;
	throw new InputError(
		`${field.displayName} is ${shown(value)}, which is not one of ${offered.join(', ')}`,
		'Choose in the form, or give one of these as text.',
	);
}

/** Any of the values that a field offers, each once, from a list, JSON text of a list, or a single text. @throws {InputError} */
export function choicesOf(value: unknown, field: INodeProperties): string[] {
	const list = typeof value === 'string' ? (jsonArray(value.trim()) ?? [value]) : value;
	if (Array.isArray(list)) return [...new Set(list.map((each) => choiceOf(each, field)))];
	throw new InputError(
		`${field.displayName} is ${shown(value)}, which is not a list`,
		'Choose in the form, or use an expression that returns a list.',
	);
}
