import { optionsField } from '../../form/fields';
import { managedInstanceIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const rename = oneByOne({
	option: {
		name: 'Rename',
		action: 'Rename managed instance',
		description: 'Rename a managed instance in TAT; its host name stays the same',
	},

	fields: [
		managedInstanceIdField,
		{
			displayName: 'Instance Name',
			name: 'instanceName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. office-printer',
			description: 'At most 60 characters',
		},
		optionsField(),
	],

	carriedOut: ({ instanceId }) => instanceId,
	prepare(form, tat) {
		const instanceId = form.id('managedInstance');
		const instanceName = form.text('instanceName').trim();
		const send = tat.prepare('ModifyRegisterInstance', {
			InstanceId: instanceId,
			InstanceName: instanceName,
		});
		return async () => {
			const { RequestId } = await send();
			return { instanceId, instanceName, region: tat.region, requestIds: [RequestId] };
		};
	},
});
