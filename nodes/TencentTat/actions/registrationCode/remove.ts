import { optionsField } from '../../form/fields';
import { registrationCodeIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const remove = oneByOne({
	option: {
		name: 'Delete',
		action: 'Delete registration code',
		description: 'Delete a registration code',
	},

	fields: [registrationCodeIdField, optionsField()],

	carriedOut: (_answer, form) => form.id('registrationCode'),
	prepare(form, tat) {
		const id = form.id('registrationCode');
		const send = tat.prepare('DeleteRegisterCodes', { RegisterCodeIds: [id] });
		return async () => {
			await send();
			return { deleted: true };
		};
	},
});
