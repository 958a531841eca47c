import { optionsField } from '../../form/fields';
import { invokerIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const enable = oneByOne({
	option: {
		name: 'Enable',
		action: 'Enable invoker',
		description: 'Let an invoker run its command on schedule again',
	},

	fields: [invokerIdField, optionsField()],

	carriedOut: ({ invokerId }) => invokerId,
	prepare(form, tat) {
		const id = form.id('invoker');
		const send = tat.prepare('EnableInvoker', { InvokerId: id });
		return async () => {
			const { RequestId } = await send();
			return { invokerId: id, enabled: true, region: tat.region, requestIds: [RequestId] };
		};
	},
});
