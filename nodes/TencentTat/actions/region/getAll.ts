import { optionsField } from '../../form/fields';
import { limitOf, listingFields } from '../../form/returnAll';
import { oneByOne } from '../operation';

export const getAll = oneByOne({
	option: {
		name: 'Get Many',
		action: 'Get many regions',
		description: 'Get many regions where TAT is available',
	},

	fields: [...listingFields, optionsField()],

	prepare(form, tat) {
		const limit = limitOf(form);
		const list = tat.prepare('DescribeRegions', null);
		return async () => {
			const { RegionSet = [] } = await list();
			return RegionSet.slice(0, limit).map(({ Region, RegionName, RegionState }) => ({
				regionId: Region ?? '',
				name: RegionName ?? '',
				state: RegionState ?? '',
			}));
		};
	},
});
