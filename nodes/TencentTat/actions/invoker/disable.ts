import { optionsField, tatFor } from '../fields';
import { chosenId, invokerIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const disable: Operation = {
	option: {
		name: 'Disable',
		action: 'Disable invoker',
		description: 'Keep an invoker from running its command until it is enabled again',
	},

	fields: [invokerIdField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'invoker', itemIndex);
		const tat = await tatFor(this, itemIndex);

		const { RequestId } = await tat.call('DisableInvoker', { InvokerId: id });
		return { invokerId: id, enabled: false, region: tat.region, requestIds: [RequestId] };
	}),
};
