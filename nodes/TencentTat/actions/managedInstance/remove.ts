import { optionsField } from '../../form/fields';
import { managedInstanceIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const remove = oneByOne({
	option: {
		name: 'Delete',
		action: 'Delete managed instance',
		description: 'Remove the registration of a managed instance; the machine itself is not touched',
	},

	fields: [managedInstanceIdField, optionsField()],

	carriedOut: (_answer, form) => form.id('managedInstance'),
	prepare(form, tat) {
		const id = form.id('managedInstance');
		const send = tat.prepare('DeleteRegisterInstance', { InstanceId: id });
		return async () => {
			await send();
			return { deleted: true };
		};
	},
});
