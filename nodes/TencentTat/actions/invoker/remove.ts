import { optionsField } from '../../form/fields';
import { invokerIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const remove = oneByOne({
	option: {
		name: 'Delete',
		action: 'Delete invoker',
		description: 'Delete an invoker; runs it has already started continue',
	},

	fields: [invokerIdField, optionsField()],

	carriedOut: (_answer, form) => form.id('invoker'),
	prepare(form, tat) {
		const id = form.id('invoker');
		const send = tat.prepare('DeleteInvoker', { InvokerId: id });
		return async () => {
			await send();
			return { deleted: true };
		};
	},
});
