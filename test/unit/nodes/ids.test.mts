import fc from 'fast-check';

import { idOf, idsOf } from '../../../nodes/TencentTat/ids.ts';
import { InputError } from '../../../nodes/TencentTat/transport/TatError.ts';

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
				expect(idsOf('instance', ids.join(between))).toEqual(expected);
				expect(idsOf('instance', JSON.stringify(ids))).toEqual(expected);
				expect(idsOf('instance', ids)).toEqual(expected);
				expect(idsOf('instance', [ids.join(between), [ids]])).toEqual(expected);
			}),
		);
	});

	it.each([undefined, null, '', ' ,\n; ', [], [''], '[]', '[""]'])(
		'finds none in %j',
		(nothing) => {
			expect(idsOf('instance', nothing)).toEqual([]);
		},
	);

	it('names each one that is none, and only those', () => {
		expect(() =>
			idsOf('instance', 'ins-aaaaaaaa, INS-BBBBBBBB ins-c lhins-dddddddd i-0123456'),
		).toThrow('Not instance IDs: "INS-BBBBBBBB", "ins-c", "i-0123456"');
	});

	it('names the first few of many', () => {
		expect(() => idsOf('instance', 'a b c d e f g')).toThrow(
			'Not instance IDs: "a", "b", "c", "d", "e" and 2 more',
		);
	});

	it('takes broken JSON for text, and refuses it as such', () => {
		expect(() => idsOf('instance', '["ins-aaaaaaaa"')).toThrow('"[\\"ins-aaaaaaaa\\""');
	});
});

describe('invocationId', () => {
	it('takes IDs with white space around them', () => {
		fc.assert(
			fc.property(tail, (end) => {
				expect(idOf('invocation', ` inv-${end}\n`)).toBe(`inv-${end}`);
			}),
		);
	});

	it.each([
		['invt-jqb5ejvq', 'the ID of one task (one instance) of an invocation'],
		['cmd-4wbcbcsa', 'the ID of a command, not of one of its runs'],
		['ivk-4wbcbcsa', 'the ID of an invoker (a schedule), not of one of its runs'],
		['ins-zcewfho0', 'the ID of an instance'],
		['lhins-zcewfho0', 'the ID of an instance'],
		['rins-zcewfho0', 'the ID of a managed instance'],
	])('says what %s is', (id, what) => {
		expect(() => idOf('invocation', id)).toThrow(`"${id}" is ${what}`);
	});

	it.each(['inv-', 'inv-ABCDEFGH', 'inv-ib2lld37 inv-ib2lld38', 'xinv-ib2lld37', 'inv-12345'])(
		'refuses %j',
		(id) => {
			expect(() => idOf('invocation', id)).toThrow(InputError);
		},
	);

	it.each([undefined, null, {}, [], 5])('refuses %j', (nothing) => {
		expect(() => idOf('invocation', nothing)).toThrow('No invocation ID is given');
	});
});

describe('commandId', () => {
	it('takes a command ID and nothing else', () => {
		expect(idOf('command', ' cmd-4wbcbcsa ')).toBe('cmd-4wbcbcsa');
		expect(() => idOf('command', 'inv-ib2lld37')).toThrow(
			'"inv-ib2lld37" is the ID of an invocation',
		);
	});
});
