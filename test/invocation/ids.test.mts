import fc from 'fast-check';

import { commandId, instanceIds, invocationId } from '../../nodes/TencentTat/invocation/ids.ts';
import { InputError } from '../../nodes/TencentTat/transport/TatError.ts';

const tail = fc.stringMatching(/^[0-9a-z]{6,16}$/);
const instance = fc
	.tuple(fc.constantFrom('ins-', 'lhins-', 'rins-'), tail)
	.map((parts) => parts.join(''));
const separator = fc.stringMatching(/^[\s,;]{1,4}$/);

describe('instanceIds', () => {
	it('finds the same IDs in text, JSON text and arrays, once each, in order', () => {
		fc.assert(
			fc.property(fc.array(instance, { maxLength: 60 }), separator, (ids, between) => {
				const expected = [...new Set(ids)];
				expect(instanceIds(ids.join(between), 100)).toEqual(expected);
				expect(instanceIds(JSON.stringify(ids), 100)).toEqual(expected);
				expect(instanceIds(ids, 100)).toEqual(expected);
				expect(instanceIds([ids.join(between), [ids]], 100)).toEqual(expected);
			}),
		);
	});

	it.each([undefined, null, '', ' ,\n; ', [], [''], '[]', '[""]'])(
		'finds none in %j',
		(nothing) => {
			expect(instanceIds(nothing, 100)).toEqual([]);
		},
	);

	it('names each one that is none, and only those', () => {
		expect(() =>
			instanceIds('ins-aaaaaaaa, INS-BBBBBBBB ins-c lhins-dddddddd i-0123456', 100),
		).toThrow('Not instance IDs: "INS-BBBBBBBB", "ins-c", "i-0123456"');
	});

	it('names the first few of many', () => {
		expect(() => instanceIds('a b c d e f g', 100)).toThrow(
			'Not instance IDs: "a", "b", "c", "d", "e" and 2 more',
		);
	});

	it('takes broken JSON for text, and refuses it as such', () => {
		expect(() => instanceIds('["ins-aaaaaaaa"', 100)).toThrow('["ins-aaaaaaaa"');
	});

	it('takes as many as the limit, counted without repetitions', () => {
		const ids = Array.from({ length: 100 }, (_, index) => `ins-${String(index).padStart(8, '0')}`);
		expect(instanceIds([...ids, ...ids], 100)).toHaveLength(100);
		expect(() => instanceIds([...ids, 'ins-aaaaaaaa'], 100)).toThrow(
			'101 instance IDs are given, and one request takes at most 100',
		);
	});
});

describe('invocationId', () => {
	it('takes IDs with white space around them', () => {
		fc.assert(
			fc.property(tail, (end) => {
				expect(invocationId(` inv-${end}\n`)).toBe(`inv-${end}`);
			}),
		);
	});

	it.each([
		['invt-jqb5ejvq', 'the ID of one task (one instance) of an invocation'],
		['cmd-4wbcbcsa', 'the ID of a command, not of one of its runs'],
		['ivk-4wbcbcsa', 'the ID of an invoker (a schedule), not of one of its runs'],
		['ins-zcewfho0', 'the ID of an instance'],
		['lhins-zcewfho0', 'the ID of an instance'],
		['rins-zcewfho0', 'the ID of an instance'],
	])('says what %s is', (id, what) => {
		expect(() => invocationId(id)).toThrow(`"${id}" is ${what}`);
	});

	it.each(['inv-', 'inv-ABCDEFGH', 'inv-ib2lld37 inv-ib2lld38', 'xinv-ib2lld37', 'inv-12345'])(
		'refuses %j',
		(id) => {
			expect(() => invocationId(id)).toThrow(InputError);
		},
	);

	it.each([undefined, null, {}, [], 5])('refuses %j', (nothing) => {
		expect(() => invocationId(nothing)).toThrow('No invocation ID is given');
	});
});

describe('commandId', () => {
	it('takes a command ID and nothing else', () => {
		expect(commandId(' cmd-4wbcbcsa ')).toBe('cmd-4wbcbcsa');
		expect(() => commandId('inv-ib2lld37')).toThrow('"inv-ib2lld37" is not a command ID');
	});
});
