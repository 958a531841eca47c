import { listed, taken } from '../../transport/listing';
import { optionsField, tatFor } from '../fields';
import { limitOf, listingFields } from '../listing';
import { chosenId, invokerIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const getRuns: Operation = {
	option: {
		name: 'Get Runs',
		action: 'Get runs of invoker',
		description: 'Get what became of each time that an invoker was due, newest first',
	},

	fields: [invokerIdField, ...listingFields, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'invoker', itemIndex);
		const limit = limitOf(this, itemIndex);
		const tat = await tatFor(this, itemIndex);

		const records = listed(
			tat,
			'DescribeInvokerRecords',
			{ InvokerIds: [id] },
			// one that could not be started has no invocation
			({ InvocationId, InvokeTime }) => `${InvokeTime} ${InvocationId}`,
			limit,
		);
		return await taken(records, limit, (record) => ({
			invokerId: record.InvokerId ?? id,
			invocationId: record.InvocationId || null,
			invokeTime: record.InvokeTime ?? null,
			reason: record.Reason ?? '',
			result: record.Result ?? '',
			region: tat.region,
		}));
	}),
};
