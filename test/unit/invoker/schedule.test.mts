import fc from 'fast-check';

import { isCron, nextTime } from '../../../emulator/cron.mts';
import {
	nextRun,
	once,
	recurring,
	scheduleText,
} from '../../../nodes/TencentTat/invoker/schedule.ts';
import { InputError } from '../../../nodes/TencentTat/transport/TatError.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const every = (Recurrence: string) => ({ Policy: 'RECURRENCE', Recurrence });

const BOUNDS = [
	[0, 59],
	[0, 23],
	[1, 31],
	[1, 12],
	[0, 6],
] as const;

/** Text of a field that holds `least` to `most`. */
function field(least: number, most: number): fc.Arbitrary<string> {
	const number = fc.integer({ min: least, max: most });
	const range = fc.tuple(number, number).map((ends) => ends.sort((a, b) => a - b).join('-'));
	const stepped = fc
		.tuple(fc.oneof(range, fc.constant('*')), fc.integer({ min: 1, max: 20 }))
		.map((parts) => parts.join('/'));
	const list = fc.array(fc.oneof(number.map(String), range, stepped), {
		minLength: 1,
		maxLength: 3,
	});
	return fc.oneof(fc.constant('*'), list.map(String));
}

const cron = fc.tuple(...BOUNDS.map(([least, most]) => field(least, most))).map((f) => f.join(' '));

/** As one may mistype it. */
const almostCron = fc
	.array(fc.oneof(field(0, 70), fc.stringMatching(/^[0-9*,/-]{1,4}$/)), {
		minLength: 4,
		maxLength: 6,
	})
	.map((fields) => fields.join(' '));

function refusalOf(text: string): string | undefined {
	try {
		recurring(text);
		return undefined;
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		return (error as Error).message;
	}
}

describe('a recurrence', () => {
	it('comes when the library of the emulator says', () => {
		const start = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2028-01-01') });
		fc.assert(
			fc.property(cron, start, (text, from) => {
				let after = from;
				for (let run = 0; run < 3; run++) {
					const next = nextTime(text, after);
					const shown = nextRun(every(text), after);
					expect(shown === null ? undefined : Date.parse(shown)).toBe(next);
					if (next === undefined) break;
					after = next;
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('is refused by nobody once it is accepted here', () => {
		fc.assert(
			fc.property(fc.oneof(cron, almostCron), (text) => {
				if (refusalOf(text) === undefined) expect(isCron(text)).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});

	it.each([
		['30 2 * * *', '2026-01-02T18:30:00Z'],
		['30 11 * * *', '2026-01-02T03:30:00Z'],
		['4 11 * * *', '2026-01-03T03:04:00Z'],
		['0 0 1 * *', '2026-01-31T16:00:00Z'],
		['0 9 * * 1-5', '2026-01-05T01:00:00Z'],
		['*/15 * * * *', '2026-01-02T03:15:00Z'],
		['0 0 29 2 *', '2028-02-28T16:00:00Z'],
		['0 0 13 * 5', '2026-01-08T16:00:00Z'],
	])('%s comes next at %s', (text, expected) => {
		expect(nextRun(every(text), NOW)).toBe(expected);
	});

	it('is sent with single spaces', () => {
		expect(recurring('  30  2 * *\t* ')).toEqual(every('30 2 * * *'));
	});

	it.each([
		['', 'No recurrence is given'],
		['0 30 2 * * *', 'The recurrence "0 30 2 * * *" has 6 fields, but needs 5'],
		['@daily', 'The recurrence "@daily" has 1 fields, but needs 5'],
		['60 2 * * *', 'The minute of the recurrence is "60", but must be from 0 to 59'],
		['0 8-24 * * *', 'The hour of the recurrence is "8-24", but must be from 0 to 23'],
		['0 0 0 * *', 'The day of month of the recurrence is "0", but must be from 1 to 31'],
		['0 0 * 13 *', 'The month of the recurrence is "13", but must be from 1 to 12'],
		['0 0 * * 7', 'The day of week of the recurrence is "7", but must be from 0 to 6'],
		['0 0 * * MON', 'The day of week of the recurrence is "MON", which is not valid'],
		['0 0 * JAN *', 'The month of the recurrence is "JAN", which is not valid'],
		['0 0 ? * *', 'The day of month of the recurrence is "?", which is not valid'],
		['0 0 L * *', 'The day of month of the recurrence is "L", which is not valid'],
		['0, 0 * * *', 'The minute of the recurrence is "", which is not valid'],
		['0 22-2 * * *', 'The hour of the recurrence is "22-2", which ends before it begins'],
		['5/10 * * * *', 'The minute of the recurrence is "5/10", but a step needs a range'],
		['*/0 * * * *', 'The minute of the recurrence is "*/0", with a step of 0'],
		['0 0 30 2 *', 'The recurrence "0 0 30 2 *" never occurs'],
	])('%j is refused', (text, message) => {
		expect(refusalOf(text)).toBe(message);
	});

	it('in words that are not understood here has no next run', () => {
		expect(nextRun(every('0 0 * * MON'), NOW)).toBeNull();
		expect(nextRun({ Policy: 'RECURRENCE' }, NOW)).toBeNull();
	});
});

describe('a single time', () => {
	const tomorrow = once(NOW + 86_400_000, NOW);

	it('is sent with the offset of Beijing', () => {
		expect(tomorrow).toEqual({ Policy: 'ONCE', InvokeTime: '2026-01-03T11:04:05+08:00' });
	});

	it('comes once', () => {
		expect(nextRun(tomorrow, NOW)).toBe('2026-01-03T03:04:05Z');
		expect(nextRun(tomorrow, Date.parse('2026-01-03T03:04:05Z'))).toBeNull();
	});

	it.each([NOW, NOW - 1])('is refused when it is over', (at) => {
		expect(() => once(at, NOW)).toThrow(
			/^Invoke Time is 2026-01-02T03:04:0[45]Z, which is in the past$/,
		);
	});
});

it.each([
	[every('30 2 * * *'), '30 2 * * * (Beijing time)'],
	[
		{ Policy: 'ONCE', InvokeTime: '2026-01-30T23:00:00Z' },
		'once, 2026-01-31 07:00:00 (Beijing time)',
	],
	[{ Policy: 'once', InvokeTime: '' }, 'once'],
	[{ Policy: '' }, ''],
])('%j is shown as %j', (schedule, text) => {
	expect(scheduleText(schedule)).toBe(text);
});
