import { atMost, figure } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import type { CancelWish } from './node.mts';
import { keyOf } from './world.mts';
import type { Book } from './world.mts';

/** A cancel by a step of its own, while look-ups are slow and throttled. Times in milliseconds since the epoch. */
export interface Hurried {
	wish: CancelWish;
	asked: number;
	answered: number;
}

/** A look before a cancel is given up after a second; the rest is for a busy machine. Without that it was 6 and more. */
export const LEAVES_WITHIN_SECONDS = 5;
/**
 * Beyond the time-out, which counts from the acceptance: the look before (1), a cancel that meets faults itself (as long as
 * its time-out, and the answer under way: 7), the last look (5); the rest is for a busy machine.
 */
export const ANSWERED_AFTER_TIMEOUT_SECONDS = 15;

/** Whether cancels went out, and were answered, in time. */
export function inTime(
	hurried: readonly Hurried[],
	{ asked: requests }: Pick<Book, 'asked'>,
): Finding[] {
	if (hurried.length === 0) return [];
	const came = new Map(requests);
	const most = (seconds: number[]) => Math.max(...seconds);
	const toLeave = most(
		hurried.map(({ wish, asked }) => ((came.get(keyOf(wish)) ?? Infinity) - asked) / 1000),
	);
	const late = most(
		hurried.map(({ wish, asked, answered }) => (answered - asked) / 1000 - wish.timeout),
	);
	return [
		{
			...figure('slowest cancel to leave, look-ups slow', toLeave, 's'),
			bound: atMost(LEAVES_WITHIN_SECONDS, toLeave, 's'),
		},
		{
			...figure('longest beyond a time-out, look-ups slow', late, 's'),
			bound: atMost(ANSWERED_AFTER_TIMEOUT_SECONDS, late, 's'),
		},
	];
}
