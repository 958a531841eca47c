import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import { plain } from './text';

/** The latest date that JavaScript can represent. */
const FARTHEST = 8.64e15;
/** A day, optionally with a time of day, and that optionally with its offset from UTC. */
const ISO_8601 =
	/^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Milliseconds since the epoch, from what a date field or an expression returns: text (ISO 8601, in `timezone` where it has
 * no offset), a number of milliseconds, or a date object. Refuses other notations: 01/02/2026 is a different day in
 * different countries.
 *
 * @param timezone of the workflow, such as `Asia/Shanghai`
 * @throws {InputError}
 */
export function instant(value: unknown, name: string, timezone: string): number {
	const given = plain(value);
	const milliseconds = typeof given === 'string' ? parsed(given.trim(), timezone) : given;
	if (typeof milliseconds === 'number' && Math.abs(milliseconds) <= FARTHEST) return milliseconds;
	throw new InputError(
		`${name} is ${shown(given)}, which is not a date`,
		'Give a date such as 2026-01-31T08:00:00, or an expression such as {{ $now.minus(1, "hour") }}.',
	);
}

/** NaN for text that is not ISO 8601, and for days that no calendar has. */
function parsed(text: string, timezone: string): number {
	const [, day = '', time = '00:00', offset] = ISO_8601.exec(text) ?? [];
	const asUtc = Date.parse(`${day}T${time}Z`);
	// JavaScript turns 30 February into a day in March.
	if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(day)) return NaN;
	return offset ? Date.parse(`${day}T${time}${offset}`) : inTimezone(asUtc, timezone);
}

/** When clocks in `timezone` show what UTC shows at `asUtc`. Around a clock change, the offset before it counts. */
function inTimezone(asUtc: number, timezone: string): number {
	const there = new Intl.DateTimeFormat('sv-SE', {
		timeZone: timezone,
		dateStyle: 'short',
		timeStyle: 'medium',
	}).format(asUtc);
	const offset = Date.parse(`${there.replace(' ', 'T')}Z`) - Math.floor(asUtc / 1000) * 1000;
	return asUtc - offset;
}
