import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { errorCode, KNOWN_CODES, retryClass } from '../../../tencentcloud/errorCodes.ts';

const { actions, commonErrors } = JSON.parse(
	readFileSync(join(process.cwd(), 'emulator/tat-api.json'), 'utf8'),
) as {
	actions: Record<string, { errorCodes: string[] }>;
	commonErrors: Record<string, { retry: string }>;
};

/** What a code gets that is not known at all. */
const FALLBACK = errorCode('Nothing.LikeIt');
const OF_EVERY_OBJECT = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

function explained(code: string): void {
	const { meaning, hint } = errorCode(code);
	expect(KNOWN_CODES).toContain(code);
	expect(meaning).not.toBe(FALLBACK.meaning);
	// The end of a sentence, and whole sentences.
	expect(meaning).toMatch(/^\S.*[^\s.]$/);
	expect(hint).toMatch(/^[A-Z].*\.$/);
}

describe.each(Object.keys(actions))('%s', (action) => {
	it.each(actions[action].errorCodes)('has %s explained', explained);
});

describe('codes of every API', () => {
	it.each(Object.keys(commonErrors))('have %s explained', explained);
});

it('explains all codes it knows', () => {
	KNOWN_CODES.forEach(explained);
	expect(new Set(KNOWN_CODES).size).toBe(KNOWN_CODES.length);
});

it('knows nothing of the form of a node', () => {
	for (const code of KNOWN_CODES) {
		expect(errorCode(code).hint).not.toMatch(/Options >|Instance IDs? empty|Get Many|Command Name/);
	}
});

describe('a code that is not known', () => {
	it('is explained by its class', () => {
		expect(errorCode('InternalError.NeverHeardOf')).toBe(errorCode('InternalError'));
		expect(errorCode('ResourceNotFound.A.B')).toBe(errorCode('ResourceNotFound'));
	});

	it('is said to be a refusal where its class is not known either', () => {
		expect(FALLBACK).toEqual({
			meaning: 'Tencent Cloud refused the request',
			hint: 'The text of the answer says why.',
		});
	});

	it('always has a text and a retry class', () => {
		const code = fc.oneof(
			fc.string(),
			fc.constantFrom(...OF_EVERY_OBJECT),
			fc.constantFrom(...OF_EVERY_OBJECT.map((name) => `${name}.More`)),
		);
		fc.assert(
			fc.property(code, (text) => {
				const { meaning, hint } = errorCode(text);
				expect([typeof meaning, typeof hint]).toEqual(['string', 'string']);
				expect(['refused', 'unclear', 'final']).toContain(retryClass(text));
			}),
			{ seed: 20_201_028, numRuns: 500 },
		);
	});
});

describe('sending it again', () => {
	const CLASSES: Record<string, string> = { yes: 'refused', 'idempotent-only': 'unclear' };

	it.each(Object.entries(commonErrors).map(([code, { retry }]) => [code, retry] as const))(
		'after %s: %s',
		(code, retry) => {
			expect(retryClass(code)).toBe(CLASSES[retry] ?? 'final');
		},
	);

	it('is for a code of a class as for the class', () => {
		expect(retryClass('InternalError.NeverHeardOf')).toBe('unclear');
		expect(retryClass('RequestLimitExceeded.NeverHeardOf')).toBe('refused');
	});

	it.each([
		'LimitExceeded',
		'RequestLimitExceededX',
		'InvalidParameterValue.InternalError',
		'internalerror',
		'',
		...OF_EVERY_OBJECT,
	])('after "%s" is no use', (code) => {
		expect(retryClass(code)).toBe('final');
	});

	it('is of use for no code of the actions but those', () => {
		const codes = new Set(Object.values(actions).flatMap(({ errorCodes }) => errorCodes));
		const again = [...codes].filter((code) => retryClass(code) !== 'final');
		expect(
			again.filter((code) => !/^(InternalError|RequestLimitExceeded)(\.|$)/.test(code)),
		).toEqual([]);
	});
});
