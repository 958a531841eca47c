import { InputError } from '../../transport/TatError';
import { optionsField, tatFor } from '../fields';
import { oneByOne, type Operation } from '../operation';
import { textOf } from '../text';

export const get: Operation = {
	option: {
		name: 'Get',
		action: 'Get quota',
		description: 'Get how many saved commands and registration codes there are, and may be',
	},

	fields: [
		{
			displayName: 'Resources',
			name: 'resources',
			type: 'multiOptions',
			required: true,
			default: ['COMMAND', 'REGISTER_CODE'],
			options: [
				{ name: 'Command', value: 'COMMAND' },
				{ name: 'Registration Code', value: 'REGISTER_CODE' },
			],
		},
		optionsField(),
	],

	execute: oneByOne(async function (itemIndex) {
		const resources = [this.getNodeParameter('resources', itemIndex, []) ?? []]
			.flat()
			.map((resource) => textOf(resource, 'Resources'));
		if (resources.length === 0) {
			throw new InputError('No resource is chosen', 'Choose at least one under Resources.');
		}
		const tat = await tatFor(this, itemIndex);

		const { GeneralResourceQuotaSet = [] } = await tat.call('DescribeQuotas', {
			ResourceNames: resources,
		});
		return GeneralResourceQuotaSet.map((quota) => {
			const { ResourceQuotaUsed: used = 0, ResourceQuotaTotal: total = 0 } = quota;
			return {
				resource: quota.ResourceName ?? '',
				used,
				total,
				remaining: Math.max(0, total - used),
				region: tat.region,
			};
		});
	}),
};
