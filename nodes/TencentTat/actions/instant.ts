import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import { plain } from './text';

/** What a date can be, as JavaScript has it. */
const FARTHEST = 8.64e15;

/**
 * Milliseconds since the epoch, from what a date field or an expression gives: text (ISO 8601, in `timezone` where it
 * names no offset), a number of milliseconds, or a date object.
 *
 * @param timezone of the workflow, such as `Asia/Shanghai`
 * @throws {InputError}
 */
export function instant(value: unknown, name: string, timezone: string): number {
	const given = plain(value);
	const milliseconds =
		typeof given === 'string' ? Date.parse(withOffset(given.trim(), timezone)) : given;
	if (typeof milliseconds === 'number' && Math.abs(milliseconds) <= FARTHEST) return milliseconds;
	throw new InputError(
		`${name} is ${shown(given)}, which is no date`,
		'Give a date such as 2026-01-31T08:00:00, or an expression such as {{ $now.minus(1, "hour") }}.',
	);
}

/** Text that names a day or a time of day, but not where, as UTC text of that time in `timezone`. */
function withOffset(text: string, timezone: string): string {
	const local = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/.exec(text);
	if (!local) return text;
	const asUtc = Date.parse(`${local[1]}T${local[2] ?? '00:00'}Z`);
	if (Number.isNaN(asUtc)) return text;
	// The offset at that time; near a change of the clocks it is the one before.
	const shown = new Intl.DateTimeFormat('sv-SE', {
		timeZone: timezone,
		dateStyle: 'short',
		timeStyle: 'medium',
	}).format(asUtc);
	const offset = Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(asUtc / 1000) * 1000;
	return new Date(asUtc - offset).toISOString();
}
