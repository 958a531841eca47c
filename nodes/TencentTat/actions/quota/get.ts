import { InputError } from '../../transport/TatError';
import { optionsField } from '../../form/fields';
import { oneByOne } from '../operation';

export const get = oneByOne({
	option: {
		name: 'Get',
		action: 'Get quota',
		description:
			'Get how many saved commands and registration codes exist, and how many are allowed',
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

	prepare(form, tat) {
		const resources = form.choices('resources');
		if (resources.length === 0) {
			throw new InputError('No resource is chosen', 'Choose at least one under Resources.');
		}
		const look = tat.prepare('DescribeQuotas', { ResourceNames: resources });
		return async () => {
			const { GeneralResourceQuotaSet = [] } = await look();
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
		};
	},
});
