import fc from 'fast-check';

import { instant } from '../../../nodes/TencentTat/form/instant.ts';

const read = (value: unknown, timezone = 'UTC') => instant(value, 'Started Before', timezone);

it.each([
	['2026-01-31T08:00:00Z', 'Asia/Shanghai', '2026-01-31T08:00:00.000Z'],
	['2026-01-31T08:00:00+02:00', 'Asia/Shanghai', '2026-01-31T06:00:00.000Z'],
	['2026-01-31T08:00:00', 'Asia/Shanghai', '2026-01-31T00:00:00.000Z'],
	['2026-01-31 08:00', 'Asia/Shanghai', '2026-01-31T00:00:00.000Z'],
	['2026-07-01T08:00:00', 'America/New_York', '2026-07-01T12:00:00.000Z'],
	['2026-01-31', 'America/New_York', '2026-01-31T05:00:00.000Z'],
	['2026-01-31T08:00:00.250+0200', 'Asia/Shanghai', '2026-01-31T06:00:00.250Z'],
	['2026-01-31 08:00:00.000 +08:00', 'America/New_York', '2026-01-31T00:00:00.000Z'],
	['2028-02-29T12:00Z', 'Asia/Shanghai', '2028-02-29T12:00:00.000Z'],
	['9999-12-31', 'UTC', '9999-12-31T00:00:00.000Z'],
])('reads %s in %s', (text, timezone, expected) => {
	expect(new Date(read(text, timezone)).toISOString()).toBe(expected);
});

it('reads dates, numbers and the objects of date libraries alike', () => {
	fc.assert(
		fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), (date) => {
			expect(read(date)).toBe(date.getTime());
			expect(read(date.getTime())).toBe(date.getTime());
			expect(read({ toJSON: () => date.toISOString() })).toBe(date.getTime());
		}),
	);
});

it.each([
	...['yesterday', '', '2026-13-45', {}, NaN, '20'],
	// one day here and another there, or at a time that depends on where n8n runs
	...['01/02/2027', '2027/01/31 08:00', 'Jan 31 2027 08:00', 'Sun, 31 Jan 2027 08:00:00'],
	...['2027-02-30', '2027-02-29T08:00:00Z', '2026-01-31T24:30', '2026-01-31T08:00+99:00'],
])('refuses %j', (value) => {
	expect(() => read(value)).toThrow(/^Started Before is .*which is not a date/);
});
