import type { INodeProperties } from 'n8n-workflow';

import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';

/** A number from the form or an expression. @throws {InputError} for anything else, or outside the field's range */
export function numberOf(
	value: unknown,
	{ displayName, typeOptions: { minValue, maxValue, numberPrecision } = {} }: INodeProperties,
): number {
	const given = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
	const number = given ? Number(value) : NaN;
	const least = minValue ?? -Infinity;
	const most = maxValue ?? Infinity;
	const whole = numberPrecision === 0;
	if (number >= least && number <= most && (!whole || Number.isInteger(number))) return number;
	const kind = whole ? 'a whole number' : 'a number';
	throw new InputError(
		`${displayName} is ${shown(value)}`,
		most === Infinity
			? `Give ${kind} of at least ${least}.`
			: `Give ${kind} from ${least} to ${most}.`,
	);
}
