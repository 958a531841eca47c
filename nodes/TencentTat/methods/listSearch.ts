import type {
	IDataObject,
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { REGIONS } from '../../../tencentcloud/regions';
import { tatOptions } from '../actions/fields';
import { nodeError } from '../actions/failure';
import { INVOCATION_ID } from '../invocation/ids';
import { LARGEST_PAGE } from '../invocation/selection';
import { isInvocationOver } from '../invocation/status';
import { settled } from '../transport/settled';
import { connect } from '../transport/tat';

/** Invocations for the list in the editor: a page of the newest, the unfinished ones of it first. */
export async function searchInvocations(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '0',
): Promise<INodeListSearchResult> {
	const offset = Number(paginationToken);
	const found = await settled(page(this, filter.trim(), offset));
	if ('error' in found) throw listError(this.getNode(), found.error as Error);
	const { InvocationSet = [], TotalCount = 0 } = found.value;
	const seen = offset + InvocationSet.length;
	return {
		results: [...InvocationSet.filter(isUnfinished), ...InvocationSet.filter(isFinished)]
			.filter((invocation) => matches(invocation, filter.trim()))
			.map((invocation) => ({
				name: labelOf(invocation),
				value: invocation.InvocationId ?? '',
			})),
		...(seen < TotalCount && InvocationSet.length > 0 && { paginationToken: String(seen) }),
	};
}

/** Regions for the list in the editor: those that TAT names, or the built-in ones where it cannot be asked. */
export async function searchRegions(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const asked = await settled(
		connect(this).then(async (tat) => await tat.call('DescribeRegions', null)),
	);
	const regions =
		'value' in asked
			? (asked.value.RegionSet ?? [])
					.filter(({ RegionState = '' }) => RegionState.toUpperCase() !== 'UNAVAILABLE')
					.map(({ Region = '', RegionName = '' }) => ({ id: Region, name: RegionName }))
			: REGIONS;
	return {
		results: regions
			.map(({ id, name }) => ({ name: name ? `${name} (${id})` : id, value: id }))
			.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()))
			.sort((a, b) => a.name.localeCompare(b.name)),
	};
}

async function page(context: ILoadOptionsFunctions, filter: string, offset: number) {
	const tat = await connect(
		context,
		tatOptions(context.getNodeParameter('options', {}) as IDataObject),
	);
	const isId = new RegExp(`^${INVOCATION_ID}$`).test(filter);
	return await tat.call(
		'DescribeInvocations',
		isId ? { InvocationIds: [filter] } : { Limit: LARGEST_PAGE, Offset: offset },
	);
}

function isFinished({ InvocationStatus }: Invocation): boolean {
	return isInvocationOver(InvocationStatus);
}

function isUnfinished(invocation: Invocation): boolean {
	return !isFinished(invocation);
}

/** The list shows the message alone, so it has to say what to do as well. */
function listError(node: INode, error: Error) {
	const shown = nodeError(node, error, 0);
	shown.message = `${shown.message}. ${shown.description} Or choose By ID and type it.`;
	return shown;
}

/** "nightly-backup · RUNNING · 11-24 03:28 UTC · inv-ib2lld37" */
function labelOf(invocation: Invocation): string {
	const { CommandName, InvocationStatus, CreatedTime, StartTime, InvocationId } = invocation;
	const time = new Date(CreatedTime || StartTime || '');
	return [
		CommandName || 'Unnamed',
		InvocationStatus,
		Number.isNaN(time.getTime()) ? '' : `${time.toISOString().slice(5, 16).replace('T', ' ')} UTC`,
		InvocationId,
	]
		.filter(Boolean)
		.join(' · ');
}

function matches(invocation: Invocation, filter: string): boolean {
	return labelOf(invocation).toLowerCase().includes(filter.toLowerCase());
}
