import type { ScheduleSettings } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { InputError } from '../transport/TatError';

/** A field of a cron expression. */
interface Field {
	name: string;
	least: number;
	most: number;
}

/** The values that each field takes. */
type Cron = readonly number[][];

const FIELDS: readonly Field[] = [
	{ name: 'minute', least: 0, most: 59 },
	{ name: 'hour', least: 0, most: 23 },
	{ name: 'day of month', least: 1, most: 31 },
	{ name: 'month', least: 1, most: 12 },
	{ name: 'day of week', least: 0, most: 6 },
];
const HINT =
	'Give five fields: minute, hour, day of month, month, day of week (0 is Sunday, 6 is Saturday; names are not accepted). Each is *, a number, a range such as 1-5, one of these with a step such as */15 or 8-18/2, or several of them separated by commas. 30 2 * * * is 02:30 every day, Beijing time (UTC+8).';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Beijing is this far ahead of UTC all year round. */
const BEIJING = 8 * HOUR;
/** The next 29 February can be this far away. */
const FARTHEST = 8 * 366 * DAY;

/**
 * A recurring schedule.
 *
 * @param cron as typed
 * @throws {InputError} for an expression that TAT may refuse, or that never occurs
 */
export function recurring(cron: string): ScheduleSettings {
	const recurrence = cron.trim().replace(/\s+/g, ' ');
	if (recurrence === '') throw new InputError('No recurrence is given', HINT);
	const [comes] = runs(parsed(recurrence), 0);
	if (comes !== undefined) return { Policy: 'RECURRENCE', Recurrence: recurrence };
	throw new InputError(
		`The recurrence "${recurrence}" never occurs`,
		'Choose a day of month that exists in one of its months.',
	);
}

/**
 * A schedule that occurs once.
 *
 * @param at milliseconds
 * @throws {InputError} unless it is after `now`
 */
export function once(at: number, now: number): ScheduleSettings {
	if (at > now) return { Policy: 'ONCE', InvokeTime: inBeijing(at).replace(' ', 'T') + '+08:00' };
	throw new InputError(
		`Invoke Time is ${isoTime(at)}, which is in the past`,
		'Give a time in the future. A time without an offset is in the timezone of the workflow.',
	);
}

/** "30 2 * * * (Beijing time)" or "once, 2026-01-31 08:00:00 (Beijing time)"; empty where TAT returns neither. */
export function scheduleText({ Policy, Recurrence, InvokeTime }: ScheduleSettings): string {
	if (!isOnce(Policy)) return Recurrence ? `${Recurrence} (Beijing time)` : '';
	const at = Date.parse(InvokeTime ?? '');
	return Number.isNaN(at) ? 'once' : `once, ${inBeijing(at)} (Beijing time)`;
}

/** The next run of a schedule, in ISO 8601; null when there is none, or when this parser does not know the expression. */
export function nextRun(schedule: ScheduleSettings, now: number): string | null {
	const [next] = timesAfter(schedule, now);
	return next === undefined ? null : isoTime(next);
}

function timesAfter({ Policy, Recurrence, InvokeTime }: ScheduleSettings, now: number) {
	if (isOnce(Policy)) return [Date.parse(InvokeTime ?? '')].filter((at) => at > now);
	try {
		return runs(parsed(Recurrence ?? ''), now);
	} catch {
		return [];
	}
}

function isOnce(policy: string): boolean {
	return policy.toUpperCase() === 'ONCE';
}

/** The times after `after`, in order, up to `FARTHEST` ahead. */
function* runs(
	[minutes, hours, days, months, weekdays]: Cron,
	after: number,
): Generator<number, undefined> {
	// Beijing's time of day as if it were UTC's
	const here = after + BEIJING;
	const today = here - (here % DAY);
	// Where both fields restrict the days, cron takes a day that fits either.
	const either = days.length < 31 && weekdays.length < 7;
	for (let day = today; day < today + FARTHEST; day += DAY) {
		const date = new Date(day);
		const inDays = days.includes(date.getUTCDate());
		const inWeekdays = weekdays.includes(date.getUTCDay());
		if (!months.includes(date.getUTCMonth() + 1)) continue;
		if (!(either ? inDays || inWeekdays : inDays && inWeekdays)) continue;
		for (const hour of hours) {
			for (const minute of minutes) {
				const at = day + hour * HOUR + minute * MINUTE;
				if (at > here) yield at - BEIJING;
			}
		}
	}
}

/** @throws {InputError} that names the field */
function parsed(recurrence: string): Cron {
	const texts = recurrence.split(' ');
	if (texts.length === FIELDS.length) {
		return FIELDS.map((field, index) => valuesOf(texts[index], field));
	}
	throw new InputError(
		`The recurrence "${recurrence}" has ${texts.length} fields, but needs ${FIELDS.length}`,
		HINT,
	);
}

function valuesOf(text: string, field: Field): number[] {
	const values = new Set(text.split(',').flatMap((part) => rangeOf(part, field)));
	return [...values].sort((a, b) => a - b);
}

function rangeOf(text: string, { name, least, most }: Field): number[] {
	const refused = (why: string) =>
		new InputError(`The ${name} of the recurrence is "${text}"${why}`, HINT);
	const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(text);
	if (!match) throw refused(', which is not valid');
	const [, all, only = `${least}`, end, step = '1'] = match;
	if (!all && end === undefined && match[4]) throw refused(', but a step needs a range');
	const from = Number(only);
	const to = all ? most : Number(end ?? only);
	if (from < least || to > most) throw refused(`, but must be from ${least} to ${most}`);
	if (from > to) throw refused(', which ends before it begins');
	if (Number(step) === 0) throw refused(', with a step of 0');
	const count = Math.floor((to - from) / Number(step)) + 1;
	return Array.from({ length: count }, (_, index) => from + index * Number(step));
}

/** "2026-01-31 08:00:00", as clocks in Beijing show it. */
function inBeijing(at: number): string {
	return new Date(at + BEIJING).toISOString().slice(0, 19).replace('T', ' ');
}

/** In UTC, without milliseconds, as TAT writes times. */
function isoTime(at: number): string {
	return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
