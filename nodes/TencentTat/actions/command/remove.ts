import { optionsField } from '../../form/fields';
import { ownCommandIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const remove = oneByOne({
	option: {
		name: 'Delete',
		action: 'Delete command',
		description: 'Delete a saved command that is not running and that no invoker uses',
	},

	fields: [ownCommandIdField, optionsField()],

	carriedOut: (_answer, form) => form.id('command'),
	prepare(form, tat) {
		const id = form.id('command');
		const send = tat.prepare('DeleteCommand', { CommandId: id });
		return async () => {
			await send();
			return { deleted: true };
		};
	},
});
