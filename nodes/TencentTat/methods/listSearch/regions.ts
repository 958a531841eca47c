import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { REGIONS } from '../../../../tencentcloud/regions';
import { settled } from '../../transport/settled';
import { connect } from '../../transport/tat';

/** Regions for the list in the editor: from TAT, or the built-in ones where it cannot be reached. */
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
