import type {
	IDataObject,
	ILoadOptionsFunctions,
	INode,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { nodeError } from '../../failure';
import { tatOptionsIn } from '../../form/fields';
import { isId, type IdKind } from '../../ids';
import type { RequestOf } from '../../transport/actions';
import { entriesOf, LARGEST_PAGE, type EntryOf, type Listing } from '../../transport/listing';
import { settled } from '../../transport/settled';
import { connect, type Tat } from '../../transport/tat';

/** A list of the editor, taken from an action of the API. */
interface List<A extends Listing> {
	action: A;
	/** Beside the page. */
	request?: RequestOf<A>;
	/** Kind of the IDs, and the field of the request that asks for some of them. */
	ids: readonly [IdKind, keyof NonNullable<RequestOf<A>> & string];
	/** What the list shows of an entry, and the ID that it stands for. */
	item: (entry: EntryOf<A>) => INodeListSearchItems;
	/** Entries of a page to be shown before the others. */
	first?: (entry: EntryOf<A>) => boolean;
}

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** n8n asks for more when a person scrolls to the end, so what was found has to fill the list by then. */
const FULL_LIST = 20;
/** Pages that are searched for a text at a time. */
const MOST_PAGES = 10;

/** A list search: page by page as the person scrolls, the matches of some pages, or the one whose ID was typed. */
export function listSearchOf<A extends Listing>(list: List<A>): ListSearch {
	return async function (filter = '', paginationToken = '0') {
		const found = await settled(searched(this, list, filter.trim(), Number(paginationToken)));
		if ('error' in found) throw listError(this.getNode(), found.error as Error);
		return found.value;
	};
}

async function searched<A extends Listing>(
	context: ILoadOptionsFunctions,
	{ action, request, ids: [kind, field], item, first = () => false }: List<A>,
	filter: string,
	from: number,
): Promise<INodeListSearchResult> {
	const tat = await tatOf(context);
	const results: INodeListSearchItems[] = [];
	let offset = from;
	for (let pages = 1; ; pages++) {
		const answer = await tat.call(
			action,
			isId(kind, filter)
				? ({ [field]: [filter] } as RequestOf<A>)
				: { ...request, Limit: LARGEST_PAGE, Offset: offset },
		);
		const entries = entriesOf(action, answer);
		const ordered = [...entries.filter(first), ...entries.filter((entry) => !first(entry))];
		results.push(...matching(ordered.map(item), filter));
		offset += entries.length;
		const { TotalCount = 0 } = answer as { TotalCount?: number };
		if (offset >= TotalCount || entries.length === 0) return { results };
		const enough = filter === '' || results.length >= FULL_LIST || pages === MOST_PAGES;
		if (enough) return { results, paginationToken: String(offset) };
	}
}

/** TAT in the region that the form names. */
export async function tatOf(context: ILoadOptionsFunctions): Promise<Tat> {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return await connect(context, tatOptionsIn(options));
}

/** What shows the text that was typed, whatever its case. */
export function matching(items: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return items.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
}

/** The list shows the message alone, so it has to say what to do as well. */
export function listError(node: INode, error: Error) {
	const shown = nodeError(node, error, 0);
	const { message, description } = shown;
	shown.message = [`${message}.`, description, 'Or choose By ID and type it.']
		.filter(Boolean)
		.join(' ');
	shown.description = undefined;
	return shown;
}

/** "nightly-backup · RUNNING · inv-ib2lld37": what there is of `parts`. */
export function label(...parts: Array<string | undefined>): string {
	return parts.filter(Boolean).join(' · ');
}

/** "11-24 03:28 UTC", or nothing for what is no time. */
export function labelTime(time: string | undefined): string {
	const date = new Date(time ?? '');
	return Number.isNaN(date.getTime())
		? ''
		: `${date.toISOString().slice(5, 16).replace('T', ' ')} UTC`;
}
