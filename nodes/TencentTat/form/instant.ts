import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import { plain } from './text';

/** What a date can be, as JavaScript has it. */
const FARTHEST = 8.64e15;
/** A day, perhaps a time of day, and perhaps how far that is from UTC. */
const ISO_8601 =
	/^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Milliseconds since the epoch, from what a date field or an expression gives: text (ISO 8601, in `timezone` where it
 * names no offset), a number of milliseconds, or a date object. Other notations are refused: 01/02/2026 is one day here
 * and another there.
 *
 * @param timezone of the workflow, such as `Asia/Shanghai`
 * @throws {InputError}
 */
export function instant(value: unknown, name: string, timezone: string): number {
	const given = plain(value);
	const milliseconds = typeof given === 'string' ? parsed(given.trim(), timezone) : given;
	if (typeof milliseconds === 'number' && Math.abs(milliseconds) <= FARTHEST) return milliseconds;
	throw new InputError(
		`${name} is ${shown(given)}, which is no date`,
		'Give a date such as 2026-01-31T08:00:00, or an expression such as {{ $now.minus(1, "hour") }}.',
	);
}

/** NaN for what is no ISO 8601, or no day of the calendar. */
function parsed(text: string, timezone: string): number {
	const [, day = '', time = '00:00', offset] = ISO_8601.exec(text) ?? [];
	const asUtc = Date.parse(`${day}T${time}Z`);
	// JavaScript goes on to March from 30 February.
	if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(day)) return NaN;
	return offset ? Date.parse(`${day}T${time}${offset}`) : inTimezone(asUtc, timezone);
}

/** When the clocks of `timezone` show what those of UTC show at `asUtc`; near a change of theirs by the offset before. */
function inTimezone(asUtc: number, timezone: string): number {
	const there = new Intl.DateTimeFormat('sv-SE', {
		timeZone: timezone,
		dateStyle: 'short',
		timeStyle: 'medium',
	}).format(asUtc);
	const offset = Date.parse(`${there.replace(' ', 'T')}Z`) - Math.floor(asUtc / 1000) * 1000;
	return asUtc - offset;
}
