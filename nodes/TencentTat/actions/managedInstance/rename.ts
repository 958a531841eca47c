import { optionsField, tatFor } from '../fields';
import { chosenId, managedInstanceIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';
import { textOf } from '../text';

export const rename: Operation = {
	option: {
		name: 'Rename',
		action: 'Rename managed instance',
		description: 'Give a managed instance another name in TAT; its host name stays',
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

	execute: oneByOne(async function (itemIndex) {
		const instanceId = chosenId(this, 'managedInstance', itemIndex);
		const instanceName = textOf(
			this.getNodeParameter('instanceName', itemIndex, ''),
			'Instance Name',
		).trim();
		const tat = await tatFor(this, itemIndex);

		const { RequestId } = await tat.call('ModifyRegisterInstance', {
			InstanceId: instanceId,
			InstanceName: instanceName,
		});
		return { instanceId, instanceName, region: tat.region, requestIds: [RequestId] };
	}),
};
