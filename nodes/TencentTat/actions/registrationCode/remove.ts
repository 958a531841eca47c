import { optionsField, tatFor } from '../fields';
import { chosenId, registrationCodeIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const remove: Operation = {
	option: {
		name: 'Delete',
		action: 'Delete registration code',
		description: 'Delete a registration code',
	},

	fields: [registrationCodeIdField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'registrationCode', itemIndex);
		const tat = await tatFor(this, itemIndex);
		await tat.call('DeleteRegisterCodes', { RegisterCodeIds: [id] });
		return { deleted: true };
	}),
};
