import type { IDataObject } from 'n8n-workflow';
import { figure, none } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import type { CancelWish, RunWish } from './node.mts';
import { keyOf } from './world.mts';
import type { Book } from './world.mts';

/** What the node says of a wish: that it was granted, that nobody knows, or that it was not. */
export interface Said {
	result: 'granted' | 'unknown' | 'failed';
	/** Of a run that was granted. */
	invocationId?: string;
	/** Why it was not granted. */
	error?: string;
}

/** A wish, and what each item says that came out for it. */
export interface Answered<Wish> {
	wish: Wish;
	said: Said[];
}

export function saidOfCancel({ accepted, error, details }: IDataObject): Said {
	return accepted === true ? { result: 'granted' } : saidByError(error, details);
}

export function saidOfRun({ invocationId, error, details }: IDataObject): Said {
	if (error === undefined) return { result: 'granted', invocationId: String(invocationId) };
	const said = saidByError(error, details);
	if (said.result !== 'granted') return said;
	return { result: 'granted', invocationId: /\binv-\w+/.exec(String(error))?.[0] };
}

const RESULTS: Readonly<Record<string, Said['result']>> = {
	no: 'failed',
	unknown: 'unknown',
	// A look that fails afterwards takes nothing back.
	yes: 'granted',
};

function saidByError(error: unknown, details: unknown): Said {
	const { ran } = details as { ran: string };
	return { result: RESULTS[ran], error: String(error) };
}

/** The answers of the node beside the book of the emulator. */
export function account(
	cancels: ReadonlyArray<Answered<CancelWish>>,
	runs: ReadonlyArray<Answered<RunWish>>,
	book: Book,
): Finding[] {
	const cancelled = new Set(book.cancelled);
	const started = Map.groupBy(book.runs, ({ script }) => script);
	const isDone = (wish: CancelWish) => cancelled.has(keyOf(wish));
	const idsOf = ({ script }: RunWish) =>
		(started.get(script) ?? []).map(({ invocationId }) => invocationId);
	const isStarted = (wish: RunWish) => idsOf(wish).length > 0;

	return [
		figure('cancels accepted', count(cancels, 'granted', isDone)),
		figure('cancels accepted, reported as not known', count(cancels, 'unknown', isDone)),
		none('cancels accepted, reported as failed', count(cancels, 'failed', isDone)),
		none(
			'cancels reported as accepted that were not',
			count(cancels, 'granted', (wish) => !isDone(wish)),
		),
		figure('runs started', count(runs, 'granted', isStarted)),
		figure('runs started, reported as not known', count(runs, 'unknown', isStarted)),
		none('runs started, reported as failed', count(runs, 'failed', isStarted)),
		none(
			'runs reported as started that were not',
			count(runs, 'granted', (wish, { invocationId = '' }) => !idsOf(wish).includes(invocationId)),
		),
		none('commands run twice', [...started.values()].filter(({ length }) => length > 1).length),
		none(
			'items without exactly one answer',
			[...cancels, ...runs].filter(({ said }) => said.length !== 1).length,
		),
		none('requests above the limit', book.refusals),
	];
}

function count<Wish>(
	answered: ReadonlyArray<Answered<Wish>>,
	result: Said['result'],
	holds: (wish: Wish, said: Said) => boolean,
): number {
	return answered.filter(({ wish, said }) =>
		said.some((one) => one.result === result && holds(wish, one)),
	).length;
}
