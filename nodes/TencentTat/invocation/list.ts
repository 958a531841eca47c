import type {
	Filter,
	Invocation,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import type { Tat } from '../transport/tat';

/** Entries that one page of DescribeInvocations holds at most. */
export const LARGEST_PAGE = 100;

/** All invocations that match `filters`, newest first, asked for page by page as they are taken. */
export async function* invocations(
	tat: Tat,
	filters: Filter[] = [],
	pageSize = LARGEST_PAGE,
): AsyncGenerator<Invocation> {
	const seen = new Set<string | undefined>();
	for (let offset = 0; ; offset += pageSize) {
		const { InvocationSet = [], TotalCount = 0 } = await tat.call('DescribeInvocations', {
			...(filters.length > 0 && { Filters: filters }),
			Limit: pageSize,
			Offset: offset,
		});
		for (const invocation of InvocationSet) {
			// An invocation made meanwhile moves the others on, so one may come again on the next page.
			if (!seen.has(invocation.InvocationId)) yield invocation;
			seen.add(invocation.InvocationId);
		}
		if (InvocationSet.length === 0 || offset + InvocationSet.length >= TotalCount) return;
	}
}
