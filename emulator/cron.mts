import { CronTime } from 'cron';

/** Numbers only: the vendor does not say whether it accepts names of months and days. */
const FIVE_FIELDS = /^\s*[\d*,/-]+(?:\s+[\d*,/-]+){4}\s*$/;
/** Beijing has no daylight saving time. */
const BEIJING = 'UTC+8';

export function isCron(expression: string): boolean {
	return FIVE_FIELDS.test(expression) && CronTime.validateCronExpression(expression).valid;
}

/** The first time after `after` (milliseconds) that a cron expression names, as Beijing time; undefined when there is none. */
export function nextTime(expression: string, after: number): number | undefined {
	try {
		return new CronTime(expression).getNextDateFrom(new Date(after), BEIJING).toMillis();
	} catch {
		// There is no such day as 30 February.
		return undefined;
	}
}
