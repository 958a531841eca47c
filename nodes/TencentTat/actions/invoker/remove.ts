import { optionsField, tatFor } from '../fields';
import { chosenId, invokerIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const remove: Operation = {
	option: {
		name: 'Delete',
		action: 'Delete invoker',
		description: 'Delete an invoker; what it has already started goes on',
	},

	fields: [invokerIdField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'invoker', itemIndex);
		const tat = await tatFor(this, itemIndex);
		await tat.call('DeleteInvoker', { InvokerId: id });
		return { deleted: true };
	}),
};
