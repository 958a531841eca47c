import { isMissed } from '../../figures/finding.mts';
import { account, saidOfCancel, saidOfRun } from '../../soak/account.mts';
import type { Answered, Said } from '../../soak/account.mts';
import type { CancelWish, RunWish } from '../../soak/node.mts';
import type { Book } from '../../soak/world.mts';

const cancelWish: CancelWish = {
	invocationId: 'inv-1',
	instanceId: 'ins-1',
	region: 'ap-guangzhou',
	waits: false,
	timeout: 120,
};
const runWish: RunWish = {
	script: 'run 1',
	instanceId: 'ins-1',
	region: 'ap-guangzhou',
	waits: false,
	looks: false,
};
const cancelled = (...said: Said[]): Array<Answered<CancelWish>> => [{ wish: cancelWish, said }];
const started = (...said: Said[]): Array<Answered<RunWish>> => [{ wish: runWish, said }];
const book = (more: Partial<Book>): Book => ({
	cancelled: [],
	asked: [],
	runs: [],
	requests: 0,
	refusals: 0,
	faults: [],
	...more,
});

const granted: Said = { result: 'granted', invocationId: 'inv-1' };
const unknown: Said = { result: 'unknown' };
const failed: Said = { result: 'failed' };
const theCancel = { cancelled: ['inv-1 ins-1'] };
const theRun = { runs: [{ script: 'run 1', invocationId: 'inv-1' }] };

describe('account', () => {
	it.each<[string, Array<Answered<CancelWish>>, Array<Answered<RunWish>>, Partial<Book>]>([
		['a cancel granted', cancelled(granted), [], theCancel],
		['a cancel that was accepted, and nobody knows', cancelled(unknown), [], theCancel],
		['a cancel that was not, and nobody knows', cancelled(unknown), [], {}],
		['a cancel that failed', cancelled(failed), [], {}],
		['a run granted', [], started(granted), theRun],
		['a run that nobody knows', [], started(unknown), theRun],
		['a run that failed', [], started(failed), {}],
	])('has nothing against %s', (_, cancels, runs, more) => {
		expect(account(cancels, runs, book(more)).filter(isMissed)).toEqual([]);
	});

	it.each<[string, Array<Answered<CancelWish>>, Array<Answered<RunWish>>, Partial<Book>]>([
		['cancels accepted, reported as failed', cancelled(failed), [], theCancel],
		['cancels reported as accepted that were not', cancelled(granted), [], {}],
		['runs started, reported as failed', [], started(failed), theRun],
		['runs reported as started that were not', [], started(granted), {}],
		[
			'runs reported as started that were not',
			[],
			started({ ...granted, invocationId: 'inv-2' }),
			theRun,
		],
		[
			'commands run twice',
			[],
			started(granted),
			{ runs: [...theRun.runs, { script: 'run 1', invocationId: 'inv-2' }] },
		],
		['items without exactly one answer', cancelled(), [], {}],
		['items without exactly one answer', [], started(granted, granted), theRun],
		['requests above the limit', [], [], { refusals: 1 }],
	])('finds %s', (what, cancels, runs, more) => {
		const missed = account(cancels, runs, book(more)).filter(isMissed);
		expect(missed.map((finding) => finding.what)).toEqual([what]);
	});
});

describe('what an item says', () => {
	it.each([
		[{ accepted: true }, 'granted'],
		[{ error: 'Look-up of inv-1 failed', details: { ran: 'yes' } }, 'granted'],
		[{ error: 'Cancel of inv-1 failed', details: { ran: 'unknown' } }, 'unknown'],
		[{ error: 'Cancel of inv-1 failed', details: { ran: 'no', retryable: true } }, 'failed'],
		[{ error: 'Cancel of inv-1 failed', details: { ran: 'no' } }, 'failed'],
	])('of a cancel: %j', (json, result) => {
		expect(saidOfCancel(json).result).toBe(result);
	});

	it.each([
		[{ invocationId: 'inv-1' }, { result: 'granted', invocationId: 'inv-1' }],
		[
			{ error: 'It was started as inv-1, but ...', details: { ran: 'yes' } },
			{ result: 'granted', invocationId: 'inv-1' },
		],
		[{ error: 'Run failed', details: { ran: 'unknown' } }, { result: 'unknown' }],
		[{ error: 'Run failed', details: { ran: 'no' } }, { result: 'failed' }],
	])('of a run: %j', (json, said) => {
		expect(saidOfRun(json)).toMatchObject(said);
	});
});
