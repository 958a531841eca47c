import { idOf } from '../../ids';
import { connect } from '../../transport/tat';
import { optionsField, tatOptions } from '../fields';
import { managedInstanceIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

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
		const instanceId = idOf(
			'managedInstance',
			this.getNodeParameter('managedInstanceId', itemIndex, '', { extractValue: true }),
		);
		const instanceName = String(this.getNodeParameter('instanceName', itemIndex, '')).trim();
		const tat = await connect(this, tatOptions(this.getNodeParameter('options', itemIndex, {})));

		const { RequestId } = await tat.call('ModifyRegisterInstance', {
			InstanceId: instanceId,
			InstanceName: instanceName,
		});
		return { instanceId, instanceName, region: tat.region, requestIds: [RequestId] };
	}),
};
