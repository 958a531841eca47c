import { onTime } from '../../../tencentcloud/response.ts';
import type { HttpResponse } from '../../../tencentcloud/response.ts';
import {
	ahead,
	atHost,
	knownClockError,
	noteTime,
	now,
	setClock,
} from '../../../tencentcloud/clock.ts';

const NOW = Date.UTC(2026, 0, 1);
const EXPIRED = 'AuthFailure.SignatureExpire';
const MINUTE_MS = 60_000;

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
});

afterEach(() => {
	jest.useRealTimers();
});

/** The Date header of a host that is ahead by so many minutes. */
const dateAt = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS).toUTCString();

const answerOf = (content: object, date?: string): HttpResponse => ({
	body: JSON.stringify({ Response: { RequestId: 'request-1', ...content } }),
	headers: { date },
	statusCode: 200,
});
const expired = (date?: string) => answerOf({ Error: { Code: EXPIRED, Message: 'Late.' } }, date);

describe('the clock of a host', () => {
	it("is this machine's until an answer shows another", () => {
		expect(now('new.test')).toBe(NOW);
		expect(atHost('new.test', NOW)).toBe(NOW);
		expect(knownClockError('new.test')).toBeUndefined();
	});

	it("is no other host's", () => {
		setClock('one.test', dateAt(15));
		noteTime('two.test', dateAt(-15));
		expect([now('one.test'), now('two.test')]).toEqual([NOW + 15 * MINUTE_MS, NOW]);
		expect(atHost('two.test', NOW)).toBe(NOW - 15 * MINUTE_MS);
		expect(knownClockError('one.test')).toContain('15 min 0 s behind');
		expect(knownClockError('two.test')).toBeUndefined();
	});

	it("is right again when this machine's is", () => {
		setClock('right.test', dateAt(15));
		setClock('right.test', dateAt(0));
		expect(knownClockError('right.test')).toBeUndefined();
	});

	it('stays for a difference that a header does not tell', () => {
		setClock('steady.test', dateAt(15));
		jest.setSystemTime(NOW + 900);
		setClock('steady.test', new Date(NOW + 15 * MINUTE_MS).toUTCString());
		expect(ahead('steady.test')).toBe(15 * MINUTE_MS);
	});

	it.each([undefined, '', 'soon'])('stays when the header is %j', (date) => {
		setClock('kept.test', dateAt(15));
		expect(setClock('kept.test', date)).toBe(false);
		noteTime('kept.test', date);
		expect(ahead('kept.test')).toBe(15 * MINUTE_MS);
	});

	it('is kept of so many hosts, those that answered last', () => {
		setClock('old.test', dateAt(15));
		setClock('busy.test', dateAt(15));
		for (let host = 0; host < 2000; host++) {
			setClock(`${host}.test`, dateAt(30));
			noteTime('busy.test', dateAt(15));
		}
		expect(ahead('old.test')).toBe(0);
		expect(ahead('busy.test')).toBe(15 * MINUTE_MS);
	});
});

describe('a request that is refused for the time', () => {
	/** Sends to `host`; each answer is what a function of `answers` gives. */
	async function sent(host: string, answers: Array<() => HttpResponse>) {
		const signedAt: number[] = [];
		const answer = await onTime(
			host,
			async () => {
				signedAt.push(now(host) - Date.now());
				return (answers.shift() as () => HttpResponse)();
			},
			'tat:RunCommand',
		);
		return { answer, signedAt, left: answers.length };
	}

	it('goes again with the time of the answer', async () => {
		const answers = [() => expired(dateAt(15)), () => answerOf({})];
		const { answer, signedAt } = await sent('again.test', answers);
		expect(answer.fault).toBeUndefined();
		expect(signedAt).toEqual([0, 15 * MINUTE_MS]);
	});

	it('goes again with the time that another request has brought meanwhile, without one of its own', async () => {
		const answers = [
			() => {
				setClock('other.test', dateAt(15));
				return expired();
			},
			() => answerOf({}),
		];
		const { answer, signedAt } = await sent('other.test', answers);
		expect(answer.fault).toBeUndefined();
		expect(signedAt).toEqual([0, 15 * MINUTE_MS]);
	});

	it('goes a third time when the clock was set while it was under way', async () => {
		const answers = [
			() => expired(dateAt(15)),
			() => {
				setClock('stepped.test', dateAt(30));
				return expired(dateAt(30));
			},
			() => answerOf({}),
		];
		const { answer, signedAt } = await sent('stepped.test', answers);
		expect(answer.fault).toBeUndefined();
		expect(signedAt).toEqual([0, 15 * MINUTE_MS, 30 * MINUTE_MS]);
	});

	it('does not go again without a time', async () => {
		const { answer, left } = await sent('mute.test', [() => expired(), () => answerOf({})]);
		expect(answer.fault?.code).toBe(EXPIRED);
		expect(left).toBe(1);
	});

	it('goes three times at most, whatever times the host and others give', async () => {
		const contradicting = Array.from({ length: 10 }, (_, index) => () => {
			setClock('liar.test', dateAt(index * 60));
			return expired(dateAt(index * 30));
		});
		const { answer, left } = await sent('liar.test', contradicting);
		expect(answer.fault?.code).toBe(EXPIRED);
		expect(left).toBe(7);
	});

	it('sets no clock by what is no answer of the API', async () => {
		const body = JSON.stringify({ Response: { Error: { Code: EXPIRED, Message: 'Late.' } } });
		const answers = [() => ({ body, headers: { date: dateAt(15) }, statusCode: 200 })];
		const { signedAt } = await sent('proxy.test', answers);
		expect(signedAt).toEqual([0]);
		expect(ahead('proxy.test')).toBe(0);
		expect(atHost('proxy.test', NOW)).toBe(NOW);
	});
});
