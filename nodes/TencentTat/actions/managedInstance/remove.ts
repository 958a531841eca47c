import { optionsField, tatFor } from '../fields';
import { chosenId, managedInstanceIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const remove: Operation = {
	option: {
		name: 'Delete',
		action: 'Delete managed instance',
		description: 'Remove the registration of a managed instance; nothing happens to the machine',
	},

	fields: [managedInstanceIdField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'managedInstance', itemIndex);
		const tat = await tatFor(this, itemIndex);
		await tat.call('DeleteRegisterInstance', { InstanceId: id });
		return { deleted: true };
	}),
};
