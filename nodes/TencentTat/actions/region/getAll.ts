import { optionsField, tatFor } from '../fields';
import { limitOf, listingFields } from '../listing';
import { oneByOne, type Operation } from '../operation';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many regions',
		description: 'Get many regions that TAT is offered in',
	},

	fields: [...listingFields, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const limit = limitOf(this, itemIndex);
		const tat = await tatFor(this, itemIndex);

		const { RegionSet = [] } = await tat.call('DescribeRegions', null);
		return RegionSet.slice(0, limit).map(({ Region, RegionName, RegionState }) => ({
			regionId: Region ?? '',
			name: RegionName ?? '',
			state: RegionState ?? '',
		}));
	}),
};
