import type {
	DefaultParameterConf,
	Filter,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import type { Action, RequestOf } from './api';
import { filterLimitOf, limitOf, PARAMETER_NAME, type Bounds, type Limit } from './apiLimits';
import { shown } from './shown';
import { InputError } from './TatError';

/** By limit: what is wrong with `value`, as the end of a sentence that begins with the field's name; or nothing. */
const CHECKS: {
	readonly [K in keyof Bounds]-?: (
		value: never,
		limit: NonNullable<Bounds[K]>,
	) => string | undefined;
} = {
	fewest: (value: string | unknown[], limit) =>
		tooFew(value.length, limit, typeof value === 'string' ? 'characters' : 'entries'),
	characters: (text: string, limit) => tooMany(text.length, limit, 'characters'),
	bytes: (text: string, limit) => tooMany(Buffer.byteLength(text), limit, 'bytes'),
	encodedBytes: (text: string, limit) =>
		text.length > limit
			? `has ${Buffer.byteLength(text, 'base64')} bytes, and at most ${(limit / 4) * 3} can be sent`
			: undefined,
	least: (number: number, limit) =>
		number < limit ? `is ${number}, and the least is ${limit}` : undefined,
	most: (number: number, limit) =>
		number > limit ? `is ${number}, and the most is ${limit}` : undefined,
	entries: (list: unknown[], limit) => tooMany(list.length, limit, 'entries'),
	values: (value: string | string[], limit) => {
		const odd = [value].flat().find((each) => !limit.includes(each));
		return odd === undefined ? undefined : `is ${shown(odd)}, and may be ${limit.join(', ')}`;
	},
	form: (text: string, [pattern, words]) =>
		pattern.test(text) ? undefined : `is ${shown(text)}, and must ${words}`,
	parameters: (parameters: string | DefaultParameterConf[], limit) => {
		const names = parameterNames(parameters);
		const odd = names.find((name) => !PARAMETER_NAME.test(name));
		return odd === undefined
			? tooMany(names.length, limit, 'entries')
			: `has the name ${shown(odd)}, and a name is made of 1 to 64 letters, digits, _ and -`;
	},
};

/**
 * Checks a request against the limits that the API documents, so that nothing is sent that it would refuse for them.
 *
 * @throws {InputError} with the limit and what was given
 */
export function checkLimits<A extends Action>(action: A, request: RequestOf<A>): void {
	for (const [field, value] of Object.entries(request ?? {})) {
		const limit = limitOf(action, field);
		if (limit && value !== undefined) check(limit, value);
		if (field === 'Filters') checkFilters(action, value as Filter[]);
	}
}

function check(
	{ name, hint = `Correct ${name}. Nothing was sent.`, ...bounds }: Limit,
	value: unknown,
): void {
	for (const kind of Object.keys(bounds) as Array<keyof Bounds>) {
		const says = CHECKS[kind](value as never, bounds[kind] as never);
		if (says) throw new InputError(`${name} ${says}`, hint);
	}
}

function checkFilters(action: Action, filters: Filter[] = []): void {
	for (const { Name, Values } of filters) check(filterLimitOf(action, Name), Values);
}

/** They come as JSON text of an object, or as a list. */
function parameterNames(parameters: string | DefaultParameterConf[]): string[] {
	return typeof parameters === 'string'
		? Object.keys(JSON.parse(parameters) as object)
		: parameters.map(({ ParameterName }) => ParameterName);
}

function tooMany(count: number, limit: number, what: string): string | undefined {
	return count > limit ? `has ${count} ${what}, and at most ${limit} can be sent` : undefined;
}

function tooFew(count: number, limit: number, what: string): string | undefined {
	return count < limit ? `has ${count} ${what}, and at least ${limit} are needed` : undefined;
}
