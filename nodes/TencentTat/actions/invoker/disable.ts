import { optionsField } from '../../form/fields';
import { invokerIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const disable = oneByOne({
	option: {
		name: 'Disable',
		action: 'Disable invoker',
		description: 'Stop an invoker from running its command until it is enabled again',
	},

	fields: [invokerIdField, optionsField()],

	carriedOut: ({ invokerId }) => invokerId,
	prepare(form, tat) {
		const id = form.id('invoker');
		const send = tat.prepare('DisableInvoker', { InvokerId: id });
		return async () => {
			const { RequestId } = await send();
			return { invokerId: id, enabled: false, region: tat.region, requestIds: [RequestId] };
		};
	},
});
