import { API, TOO_LARGE, type Action, type ResponseOf, type RequestOf } from './api';
import { LARGEST_PAGE } from './apiLimits';
import { settled } from './settled';
import type { Tat } from './tat';
import { hasCode } from './TatError';

/** Actions that answer a list page by page. */
export type Listing = {
	[A in Action]: RequestOf<A> extends { Limit?: number; Offset?: number } | null ? A : never;
}[Action];

/** An entry of the one list in an answer. */
export type EntryOf<A extends Action> =
	NonNullable<ResponseOf<A>[keyof ResponseOf<A>]> extends infer Field
		? Field extends Array<infer Entry>
			? Entry
			: never
		: never;

/**
 * The entries of a list in the API's order, asked for page by page as they are taken, in smaller ones where one is too
 * large.
 *
 * @param most how many will be taken at most, where that is known: a page holds no more
 * @param idOf tells entries apart: one that is made meanwhile moves the others on, so one may come again
 */
export async function* list<A extends Listing>(
	tat: Tat,
	action: A,
	request: RequestOf<A>,
	idOf: (entry: EntryOf<A>) => string | undefined,
	most = LARGEST_PAGE,
): AsyncGenerator<EntryOf<A>> {
	let pageSize = Math.min(most, LARGEST_PAGE);
	const seen = new Set<string | undefined>();
	for (let offset = 0; ; ) {
		const page = { ...request, Limit: pageSize, Offset: offset };
		const reply = await settled(tat.call(action, page));
		if ('error' in reply) {
			if (!hasCode(reply.error, TOO_LARGE) || pageSize === 1) throw reply.error;
			pageSize = Math.ceil(pageSize / 2);
			continue;
		}
		const { TotalCount = 0 } = reply.value as { TotalCount?: number };
		const entries = entriesOf(action, reply.value);
		for (const entry of entries) {
			const isNew = !seen.has(idOf(entry));
			seen.add(idOf(entry));
			if (isNew) yield entry;
		}
		if (entries.length === 0 || offset + entries.length >= TotalCount) return;
		offset += pageSize;
	}
}

/** The entries of one page. */
export function entriesOf<A extends Listing>(action: A, answer: ResponseOf<A>): Array<EntryOf<A>> {
	return answer[API[action].list as keyof ResponseOf<A>] as Array<EntryOf<A>>;
}

/** The first `limit` of `entries`, each as `shown`. */
export async function take<T, R>(
	entries: AsyncIterable<T>,
	limit: number,
	shown: (entry: T) => R,
): Promise<R[]> {
	const found: R[] = [];
	for await (const entry of entries) {
		found.push(shown(entry));
		if (found.length >= limit) break;
	}
	return found;
}
