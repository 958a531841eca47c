import fc from 'fast-check';

import { decodeOutput } from '../../../nodes/TencentTat/invocation/output.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

it('reads back any text', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (text) => {
			fc.pre(!text.startsWith('\uFEFF'));
			expect(decodeOutput(base64(Buffer.from(text)), 0)).toEqual({
				output: text,
				outputTruncated: false,
			});
		}),
	);
});

it('leaves out a character that the cut split, whatever its length', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.nat({ max: 3 }), (text, cut) => {
			const bytes = Buffer.from(`${text.toWellFormed()}😀`);
			const { output, outputTruncated } = decodeOutput(
				base64(bytes.subarray(0, bytes.length - 1 - cut)),
				1 + cut,
			);
			fc.pre(!text.startsWith('\uFEFF'));
			expect(output).toBe(text.toWellFormed());
			expect(outputTruncated).toBe(true);
		}),
	);
});

it('shows bytes that are no UTF-8 as replacement characters', () => {
	expect(decodeOutput(base64(Uint8Array.of(0x61, 0xff, 0x62)), 0).output).toBe('a\uFFFDb');
});

it('reads an absent output as empty', () => {
	expect(decodeOutput(undefined, undefined)).toEqual({ output: '', outputTruncated: false });
});
