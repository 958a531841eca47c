import fc from 'fast-check';
import type { INodeProperties } from 'n8n-workflow';

import { insideOf } from '../../../tools/reference/form.mts';
import { filledIn } from './filledForm.mts';

/** What an expression or a model may give where something else is meant. */
const ODD: readonly unknown[] = [
	...[undefined, null, true, false, NaN, Infinity, -Infinity, -0, -1, 0.5, 1e21, 2 ** 53, 10n],
	...['', ' \n', '0', '-1', '1e9', 'null', '[]', '{}', '[1,', '["ins-demo0001"', '[[[]]]', '\0'],
	...[
		'__proto__',
		'constructor',
		'toString',
		'={{ 1 }}',
		'{{x}}',
		'</script>',
		'../..',
		'https://',
	],
	...['\ud800', '\u202e', '2026-02-30', '9999-12-31T23:59:59.999Z', '* * * * *', '0 0 30 2 *'],
	...[
		[],
		{},
		[[]],
		[null],
		[{}],
		new Date(0),
		new Date(NaN),
		new Date(8.64e15),
		Object.create(null),
	],
	...[{ toString: null }, { toJSON: 1 }, { length: 3 }, { value: {} }, new Map(), new Set(['a'])],
	...[JSON.parse('{"__proto__": {"polluted": true}}'), { constructor: { prototype: null } }],
	...[deep(500), { toJSON: () => undefined }],
	...['x'.repeat(70_000), '字'.repeat(121), Array(5000).fill(0), Array(300).fill('ins-demo0001')],
	...[Array.from({ length: 250 }, (_, index) => `ins-many${String(index).padStart(4, '0')}`)],
];

/** Names that mean something to this node, to n8n or to JavaScript. */
const NAMES =
	'__proto__ __rl constructor description key mode name parameter tag toJSON toString value'.split(
		' ',
	);

export const junk: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(...ODD),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.anything({
		key: fc.constantFrom(...NAMES),
		maxDepth: 3,
		withBigInt: true,
		withDate: true,
		withMap: true,
		withNullPrototype: true,
		withSet: true,
	}),
);

/** A value for `field`: more often than not one that is good, or junk inside of one that is. */
export function valueFor(
	field: INodeProperties,
	known: Readonly<Record<string, unknown>>,
): fc.Arbitrary<unknown> {
	return fc.oneof({ weight: 3, arbitrary: meant(field, known) }, { weight: 1, arbitrary: junk });
}

function meant(
	field: INodeProperties,
	known: Readonly<Record<string, unknown>>,
): fc.Arbitrary<unknown> {
	const { name, type, typeOptions } = field;
	const inside = (fields: INodeProperties[]) =>
		fc.record(Object.fromEntries(fields.map((each) => [each.name, valueFor(each, known)])), {
			requiredKeys: [],
		});
	if (type === 'collection') return inside(insideOf(field)[0].values);
	if (type === 'fixedCollection') {
		const [rows] = insideOf(field);
		const row = fc.oneof({ weight: 4, arbitrary: inside(rows.values) }, junk);
		const many = typeOptions?.multipleValues ? fc.array(row, { maxLength: 3 }) : row;
		return fc.record({ [rows.name]: many });
	}
	if (type === 'resourceLocator') {
		const value = name in known ? fc.constant(known[name]) : fc.constant('ap-guangzhou');
		return fc.record({
			__rl: fc.constant(true),
			mode: fc.constantFrom('id', 'list'),
			value: fc.oneof({ weight: 3, arbitrary: value }, junk),
		});
	}
	if (type === 'resourceMapper') {
		return fc.record({
			mappingMode: fc.constant('defineBelow'),
			value: fc.oneof(fc.dictionary(fc.constantFrom('name', ...NAMES), junk), junk),
		});
	}
	return fc.constant(name in known ? known[name] : filledIn([field])[name]);
}

function deep(levels: number): unknown {
	return Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 'ins-demo0001');
}
