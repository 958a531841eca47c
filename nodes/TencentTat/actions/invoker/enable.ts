import { optionsField, tatFor } from '../fields';
import { chosenId, invokerIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const enable: Operation = {
	option: {
		name: 'Enable',
		action: 'Enable invoker',
		description: 'Have an invoker run its command on schedule again',
	},

	fields: [invokerIdField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'invoker', itemIndex);
		const tat = await tatFor(this, itemIndex);

		const { RequestId } = await tat.call('EnableInvoker', { InvokerId: id });
		return { invokerId: id, enabled: true, region: tat.region, requestIds: [RequestId] };
	}),
};
