import { actionSpec, api } from '../../../emulator/api.mts';
import type { ParameterSpec } from '../../../emulator/api.mts';
import { checkLimits } from '../../../nodes/TencentTat/transport/checkLimits.ts';
import { InputError } from '../../../nodes/TencentTat/transport/TatError.ts';

/** What is just within a limit, and what is beyond, with what of it the message has to say. */
interface Example {
	within: unknown[];
	beyond: Array<{ value: unknown; says: Array<string | number> }>;
}

/** For each limit that tat-api.json may set. */
const EXAMPLES: Record<string, (limit: never, field: Field) => Example> = {
	maxItems: (limit: number, field) => ({
		within: [entries(limit, field)],
		beyond: [{ value: entries(limit + 1, field), says: [limit, limit + 1] }],
	}),
	minItems: (limit: number, field) => ({
		within: [entries(limit, field)],
		beyond: [{ value: entries(limit - 1, field), says: [limit, limit - 1] }],
	}),
	maxLength: (limit: number) => ({
		within: ['字'.repeat(limit)],
		beyond: [{ value: '字'.repeat(limit + 1), says: [limit, limit + 1] }],
	}),
	minLength: (limit: number) => ({
		within: ['a'.repeat(limit)],
		beyond: [{ value: 'a'.repeat(limit - 1), says: [limit, limit - 1] }],
	}),
	maxBytes: (limit: number) => ({
		within: ['字'.repeat(limit / 3)],
		beyond: [{ value: `${'字'.repeat(limit / 3)}a`, says: [limit, limit + 1] }],
	}),
	// told in bytes of the script, which are what a person can count
	maxEncodedBytes: (limit: number) => ({
		within: [base64((limit / 4) * 3)],
		beyond: [{ value: base64((limit / 4) * 3 + 1), says: [(limit / 4) * 3, (limit / 4) * 3 + 1] }],
	}),
	minimum: (limit: number) => ({
		within: [limit],
		beyond: [{ value: limit - 1, says: [limit, limit - 1] }],
	}),
	maximum: (limit: number) => ({
		within: [limit],
		beyond: [{ value: limit + 1, says: [limit, limit + 1] }],
	}),
	enum: (allowed: string[], { type }) => {
		const given = (value: string) => (type === 'array' ? [value] : value);
		return {
			within: allowed.map(given),
			beyond: [{ value: given('OTHER'), says: ['OTHER', ...allowed] }],
		};
	},
	pattern: () => ({
		within: ['https://a'],
		beyond: [{ value: 'http://a', says: ['http://a', 'https://'] }],
	}),
	maxKeys: (limit: number) => ({
		within: [parameters(names(limit))],
		beyond: [{ value: parameters(names(limit + 1)), says: [limit, limit + 1] }],
	}),
	keyPattern: () => ({
		within: [parameters(['aZ0_-', 'k'.repeat(64)])],
		beyond: [
			{ value: parameters(['a b']), says: ['a b', 64] },
			{ value: parameters(['k'.repeat(65)]), says: ['k'.repeat(65), 64] },
			{ value: parameters(['']), says: ['""', 64] },
		],
	}),
	maxValuesPerFilter: (limit: number, { filterNames = [] }) => {
		const Name = filterNames.find((each) => !each.enum)?.name ?? '';
		const filter = (count: number) => [{ Name, Values: names(count) }];
		return {
			within: [filter(limit)],
			beyond: [{ value: filter(limit + 1), says: [Name, limit, limit + 1] }],
		};
	},
};

type Field = ParameterSpec & Record<string, unknown>;

/** What a field says beside its limits. */
const NO_LIMITS =
	'$ref default description encoding filterNames format items name required type'.split(' ');

const actions = Object.keys(api.actions);
const limits = actions.flatMap((action) =>
	fieldsOf(action).flatMap((field) =>
		Object.keys(field)
			.filter((key) => !NO_LIMITS.includes(key))
			.map((limit) => ({ action, field, limit, path: `${action}.${field.name}` })),
	),
);

it.each(limits)('$path keeps to $limit', ({ action, field, limit }) => {
	const { within, beyond } = EXAMPLES[limit](field[limit] as never, field);
	for (const value of within) expect(fault(action, { [field.name]: value })).toBeUndefined();
	for (const { value, says } of beyond) {
		const error = fault(action, { [field.name]: value });
		expect(error).toBeInstanceOf(InputError);
		for (const part of says) expect(error?.message).toContain(String(part));
		expect(error?.hint).toMatch(/^[A-Z].*\.$/);
	}
});

it('refuses less than nothing where the API takes unsigned numbers', () => {
	const unsigned = actions.flatMap((action) =>
		fieldsOf(action)
			.filter(({ format }) => format === 'uint64')
			.map(({ name }) => ({ action, name })),
	);
	expect(unsigned.length).toBeGreaterThan(0);
	for (const { action, name } of unsigned) {
		expect([action, name, fault(action, { [name]: -1 })?.message]).toEqual([
			action,
			name,
			expect.stringContaining('-1'),
		]);
	}
});

const filters = actions.flatMap((action) =>
	fieldsOf(action).flatMap(({ filterNames = [] }) =>
		filterNames.flatMap((filter) =>
			filter.enum ? [{ action, name: filter.name, allowed: filter.enum }] : [],
		),
	),
);

it.each(filters)('the filter $name of $action keeps to its values', ({ action, name, allowed }) => {
	const filter = (Values: string[]) => fault(action, { Filters: [{ Name: name, Values }] });
	for (const value of allowed) expect(filter([value])).toBeUndefined();
	expect(filter([...allowed, 'OTHER'])?.message).toBe(
		`The filter ${name} is "OTHER", and may be ${allowed.join(', ')}`,
	);
});

it('checks the names of default parameters given as a list', () => {
	const conf = (ParameterName: string) => ({ ParameterName, ParameterValue: '' });
	for (const action of ['CreateCommand', 'ModifyCommand', 'RunCommand']) {
		expect(fault(action, { DefaultParameterConfs: [conf('a')] })).toBeUndefined();
		expect(fault(action, { DefaultParameterConfs: [conf('a b')] })?.message).toContain('"a b"');
	}
});

it('lets pass what is left out', () => {
	for (const action of actions) expect(fault(action, {})).toBeUndefined();
	expect(fault('CreateCommand', { Timeout: undefined })).toBeUndefined();
});

function fault(action: string, request: object): InputError | undefined {
	try {
		checkLimits(action as never, request as never);
		return undefined;
	} catch (error) {
		return error as InputError;
	}
}

function fieldsOf(action: string): Field[] {
	return (actionSpec(action)?.request ?? []) as Field[];
}

function names(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `n${index}`);
}

/** As many entries as asked for, of the type that the list holds. */
function entries(count: number, { items }: Field): unknown[] {
	return names(count).map((name) => {
		if (items?.$ref === 'Filter') return { Name: 'instance-id', Values: [name] };
		if (items?.$ref === 'Tag') return { Key: name, Value: '' };
		if (items?.$ref === undefined) return name;
		return { ParameterName: name, ParameterValue: '' };
	});
}

function parameters(keys: string[]): string {
	return JSON.stringify(Object.fromEntries(keys.map((key) => [key, ''])));
}

function base64(bytes: number): string {
	return Buffer.alloc(bytes, 'a').toString('base64');
}
