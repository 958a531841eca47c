import { REGION_NAMES } from '../regions.mts';
import type { Handlers } from './context.mts';

export const REGION_ACTIONS: Handlers = {
	DescribeRegions(_, { regions }) {
		return {
			TotalCount: regions.length,
			RegionSet: regions.map((region) => ({
				Region: region,
				RegionName: REGION_NAMES[region] ?? region,
				RegionState: 'AVAILABLE',
			})),
		};
	},
};
