import { optionsField, tatFor } from '../fields';
import { chosenId, ownCommandIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const remove: Operation = {
	option: {
		name: 'Delete',
		action: 'Delete command',
		description: 'Delete a saved command that is neither bound to an invoker nor being run',
	},

	fields: [ownCommandIdField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'command', itemIndex);
		const tat = await tatFor(this, itemIndex);
		await tat.call('DeleteCommand', { CommandId: id });
		return { deleted: true };
	}),
};
