import type {
	Filter,
	Invocation,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { LARGEST_PAGE } from '../transport/apiLimits';
import { list } from '../transport/list';
import type { Tat } from '../transport/tat';
import type { InstanceIds } from './cancelPlan';
import { taskStatesOf } from './taskStates';

/** From being made to being started. Not documented: more than enough for an agent to reconnect. */
export const LONGEST_DELIVERY_MS = 24 * 3_600_000;

/** Which invocations; what is absent does not matter. An empty list selects none. */
export interface Selection {
	/** Those with a task on one of these. */
	instanceIds: InstanceIds;
	statuses: 'all' | readonly string[];
	commandId?: string;
	/** `CVM` or `LIGHTHOUSE`. */
	instanceKind?: string;
	/** `USER` or `INVOKER` (a schedule). */
	source?: string;
	/** Milliseconds since the epoch; what has not started counts from when it was made. */
	startedAfter?: number;
	startedBefore?: number;
	/** What was made before that is of no interest, and ends the listing. Milliseconds since the epoch. */
	createdAfter?: number;
}

export const EVERYTHING: Selection = { instanceIds: 'all', statuses: 'all' };

/**
 * The invocations of a selection, newest first, asked for page by page as they are taken. The API filters by command
 * and kind of instance; the rest is applied to what comes back.
 */
export async function* listInvocations(
	tat: Tat,
	selection: Selection,
	most?: number,
): AsyncGenerator<Invocation> {
	const filters = filtersOf(selection);
	const request = filters.length > 0 ? { Filters: filters } : {};
	const all = list(tat, 'DescribeInvocations', request, ({ InvocationId }) => InvocationId, most);
	let older = 0;
	for await (const invocation of all) {
		if (isSelected(selection, invocation)) yield invocation;
		// That the newest come first is what TAT shows, not what it promises: one older one proves nothing, a page does.
		older = isOlder(selection, invocation) ? older + 1 : 0;
		if (older >= LARGEST_PAGE) return;
	}
}

function isOlder({ createdAfter, startedAfter }: Selection, { CreatedTime }: Invocation): boolean {
	const created = Date.parse(CreatedTime ?? '');
	return (
		(createdAfter !== undefined && created < createdAfter) ||
		(startedAfter !== undefined && created < startedAfter - LONGEST_DELIVERY_MS)
	);
}

function filtersOf({ commandId, instanceKind }: Selection): Filter[] {
	return [
		...(commandId !== undefined ? [{ Name: 'command-id', Values: [commandId] }] : []),
		...(instanceKind !== undefined ? [{ Name: 'instance-kind', Values: [instanceKind] }] : []),
	];
}

/** Whether an invocation is one of a selection, as far as the API has not seen to it. */
function isSelected(selection: Selection, invocation: Invocation): boolean {
	const { instanceIds, source, startedAfter, startedBefore, statuses } = selection;
	const started = Date.parse(invocation.StartTime || invocation.CreatedTime || '');
	const tasks = taskStatesOf(invocation);
	return (
		(statuses === 'all' || statuses.some((status) => same(status, invocation.InvocationStatus))) &&
		(source === undefined || same(source, invocation.InvocationSource)) &&
		(startedAfter === undefined || started > startedAfter) &&
		(startedBefore === undefined || started < startedBefore) &&
		(instanceIds === 'all' || tasks.some(({ instanceId }) => instanceIds.includes(instanceId)))
	);
}

/** The vendor's samples do not keep to the case of its enums. */
function same(wanted: string, given = ''): boolean {
	return wanted.toUpperCase() === given.toUpperCase();
}
