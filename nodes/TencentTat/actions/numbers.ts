import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';

/** What a number in the form may be. */
interface Range {
	/** The field's name in the form. */
	name: string;
	least: number;
	/** No limit when absent. */
	most?: number;
	whole?: boolean;
}

/** A number from the form or an expression. @throws {InputError} for what is none, or outside its range */
export function numberWithin(
	value: unknown,
	{ name, least, most = Infinity, whole }: Range,
): number {
	const given = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
	const number = given ? Number(value) : NaN;
	if (number >= least && number <= most && (!whole || Number.isInteger(number))) return number;
	const kind = whole ? 'a whole number' : 'a number';
	throw new InputError(
		`${name} is ${shown(value)}`,
		most === Infinity
			? `Give ${kind} of at least ${least}.`
			: `Give ${kind} from ${least} to ${most}.`,
	);
}
