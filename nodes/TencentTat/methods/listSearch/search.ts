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
import type { RequestOf } from '../../transport/api';
import { LARGEST_PAGE } from '../../transport/apiLimits';
import { entriesOf, type EntryOf, type Listing } from '../../transport/list';
import { settled } from '../../transport/settled';
import { connect, type Tat } from '../../transport/tat';

/** A list in the editor, read from an action of the API. */
interface List<A extends Listing> {
	action: A;
	/** What the request has besides the page. */
	request?: RequestOf<A>;
	/** Kind of the IDs, and the request field that selects by ID. */
	ids: readonly [IdKind, keyof NonNullable<RequestOf<A>> & string];
	/** What the list shows for an entry, and the entry's ID. */
	item: (entry: EntryOf<A>) => INodeListSearchItems;
	/** Whether to show an entry before the others of its page. */
	first?: (entry: EntryOf<A>) => boolean;
}

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** n8n asks for more when a person scrolls to the end, so a result must be long enough to scroll. */
const FULL_LIST = 20;
/** Pages to search for a text in one go. */
const MOST_PAGES = 10;

/** A list search: page by page as a person scrolls, the matches of some pages, or the entry whose ID was typed. */
export function listSearchOf<A extends Listing>(list: List<A>): ListSearch {
	return async function (filter = '', paginationToken = '0') {
		const found = await settled(search(this, list, filter.trim(), Number(paginationToken)));
		if ('error' in found) throw listError(this.getNode(), found.error as Error);
		return found.value;
	};
}

async function search<A extends Listing>(
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

/** Connects with the region and time-out in the form's Options. */
export async function tatOf(context: ILoadOptionsFunctions): Promise<Tat> {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return await connect(context, tatOptionsIn(options));
}

/** The items that contain the typed text, ignoring case. */
export function matching(items: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return items.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
}

/** The list shows only the message, so that has to say what to do as well. */
export function listError(node: INode, error: Error) {
	const shown = nodeError(node, error, 0);
	const { message, description } = shown;
	shown.message = [`${message}.`, description, 'Or choose By ID and type it.']
		.filter(Boolean)
		.join(' ');
	shown.description = undefined;
	return shown;
}

/** "nightly-backup · RUNNING · inv-ib2lld37": those of `parts` that are not empty. */
export function label(...parts: Array<string | undefined>): string {
	return parts.filter(Boolean).join(' · ');
}

/** "11-24 03:28 UTC"; empty for anything but a time. */
export function labelTime(time: string | undefined): string {
	const date = new Date(time ?? '');
	return Number.isNaN(date.getTime())
		? ''
		: `${date.toISOString().slice(5, 16).replace('T', ' ')} UTC`;
}
