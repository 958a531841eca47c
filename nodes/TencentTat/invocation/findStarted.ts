import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { pause } from '../transport/pause';
import { settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';
import { EVERYTHING, listInvocations } from './selection';
import { isOlder, mayBe, rivals, type Start } from './startRegistry';

/** A request whose answer was lost may still be under way, and the rows of its tasks come late. */
const LOOKS_AFTER_MS = [1000, 1000, 2000];
/** How long to wait for the answers of others whose invocation it may be. */
const LONGEST_WAIT_MS = 60_000;
const POLL_MS = 250;

interface Found {
	candidates: Invocation[];
	/** Other starts of this process whose they may be. */
	rivals: Start[];
}

/**
 * The invocation of a start whose answer was lost: the only one made since then with the same command and the same
 * instances that cannot be another start's of this process. Two that were lost together are not told apart, even where
 * there is an invocation for each: one of them may come from another process, of which this one knows nothing. A stop of
 * the execution does not keep it from being found: it is cancelled then.
 *
 * @throws {TatError} `lost` with what was found, where that is not exactly one
 */
export async function findStarted(tat: Tat, start: Start, lost: TatError): Promise<Invocation> {
	start.state = 'looking';
	const end = performance.now() + LONGEST_WAIT_MS;
	try {
		for (const milliseconds of LOOKS_AFTER_MS) {
			await pause(milliseconds);
			const looked = await settled(look(tat.afterStop().until(end), start, end));
			if ('error' in looked) throw lost.and({ kind: 'lookedFor', result: 'failed' });
			const { candidates, rivals: others } = looked.value;
			if (candidates.length === 1 && others.length === 0) return candidates[0];
			if (candidates.length > 0) {
				const result = others.length > 0 ? 'contested' : 'anyOf';
				const invocationIds = candidates.map(({ InvocationId = '' }) => InvocationId);
				throw lost.and({ kind: 'lookedFor', result, invocationIds });
			}
		}
		throw lost.and({ kind: 'lookedFor', result: 'notFound' });
	} finally {
		start.state = 'unknown';
	}
}

/** Looks until the others have their answers, which tell what is theirs. */
async function look(tat: Tat, start: Start, end: number): Promise<Found> {
	for (;;) {
		const candidates = await candidatesFor(tat, start);
		const others = rivals(start, candidates);
		const isOpen = () => performance.now() < end && others.some(({ state }) => state === 'sending');
		if (!isOpen()) return { candidates, rivals: others };
		while (isOpen()) await pause(POLL_MS);
	}
}

async function candidatesFor(tat: Tat, start: Start): Promise<Invocation[]> {
	const candidates: Invocation[] = [];
	for await (const invocation of listInvocations(tat, {
		...EVERYTHING,
		commandId: start.commandId,
	})) {
		// Newest first, so that all the rest is older.
		if (isOlder(start, invocation)) break;
		if (mayBe(start, invocation)) candidates.push(invocation);
	}
	return candidates;
}
