import { isMissed } from '../../figures/finding.mts';
import {
	ANSWERED_AFTER_TIMEOUT_SECONDS,
	inTime,
	LEAVES_WITHIN_SECONDS,
} from '../../soak/inTime.mts';

const task = { invocationId: 'inv-1', instanceId: 'ins-1', region: 'ap-guangzhou' };
const wish = { ...task, waits: true, timeout: 5 };
const LATEST = 5 + ANSWERED_AFTER_TIMEOUT_SECONDS;

/** What is missed by a cancel that left, and was answered, so many seconds after it was asked for. */
const missed = (left: number | undefined, answered: number) =>
	inTime([{ wish, asked: 0, answered: answered * 1000 }], {
		asked: left === undefined ? [] : [['inv-1 ins-1', left * 1000]],
	})
		.filter(isMissed)
		.map(({ what }) => what);

it.each([
	['in time', LEAVES_WITHIN_SECONDS, LATEST, []],
	['sent late', LEAVES_WITHIN_SECONDS + 1, LATEST, ['slowest cancel to leave, look-ups slow']],
	['never sent', undefined, LATEST, ['slowest cancel to leave, look-ups slow']],
	['answered late', 0, LATEST + 1, ['longest beyond a time-out, look-ups slow']],
])('finds a cancel %s', (_, left, answered, what) => {
	expect(missed(left, answered)).toEqual(what);
});

it('has nothing to say when none was in a hurry', () => {
	expect(inTime([], { asked: [] })).toEqual([]);
});
