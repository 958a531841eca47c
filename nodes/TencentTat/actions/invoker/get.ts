import { summaryOf } from '../../invoker/summary';
import { refusal } from '../../transport/answer';
import { optionsField, simplifyField, tatFor } from '../fields';
import { chosenId, invokerIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const get: Operation = {
	option: {
		name: 'Get',
		action: 'Get invoker',
		description: 'Get an invoker, with the time of its next run',
	},

	fields: [invokerIdField, simplifyField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'invoker', itemIndex);
		const tat = await tatFor(this, itemIndex);

		const request = { InvokerIds: [id] };
		const { InvokerSet = [], RequestId } = await tat.call('DescribeInvokers', request);
		const [invoker] = InvokerSet;
		if (!invoker) {
			throw refusal(
				{ action: 'DescribeInvokers', request, region: tat.region },
				'ResourceNotFound',
				RequestId,
			);
		}
		return this.getNodeParameter('simplify', itemIndex, true)
			? { ...summaryOf(invoker, Date.now()), region: tat.region }
			: { ...invoker };
	}),
};
