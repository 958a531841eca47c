import { invokerSummary } from '../../invoker/summary';
import { refusal } from '../../transport/unwrap';
import { optionsField, simplifyField } from '../../form/fields';
import { invokerIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const get = oneByOne({
	option: {
		name: 'Get',
		action: 'Get invoker',
		description: 'Get an invoker and the time of its next run',
	},

	fields: [invokerIdField, simplifyField, optionsField()],

	prepare(form, tat) {
		const request = { InvokerIds: [form.id('invoker')] };
		const simplify = form.flag('simplify');
		const look = tat.prepare('DescribeInvokers', request);
		return async () => {
			const { InvokerSet = [], RequestId } = await look();
			const [invoker] = InvokerSet;
			if (!invoker) {
				throw refusal(
					{ action: 'DescribeInvokers', request, region: tat.region },
					'ResourceNotFound',
					RequestId,
				);
			}
			return simplify
				? { ...invokerSummary(invoker, Date.now()), region: tat.region }
				: { ...invoker };
		};
	},
});
