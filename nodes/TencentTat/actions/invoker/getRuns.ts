import { list, take } from '../../transport/list';
import { optionsField } from '../../form/fields';
import { limitOf, listingFields } from '../../form/returnAll';
import { invokerIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const getRuns = oneByOne({
	option: {
		name: 'Get Runs',
		action: 'Get runs of invoker',
		description: 'Get the past runs of an invoker and their results, newest first',
	},

	fields: [invokerIdField, ...listingFields, optionsField()],

	prepare(form, tat) {
		const id = form.id('invoker');
		const limit = limitOf(form);
		const request = { InvokerIds: [id] };
		tat.prepare('DescribeInvokerRecords', request);
		return async () => {
			const records = list(
				tat,
				'DescribeInvokerRecords',
				request,
				// a run that could not be started has no invocation
				({ InvocationId, InvokeTime }) => `${InvokeTime} ${InvocationId}`,
				limit,
			);
			return await take(records, limit, (record) => ({
				invokerId: record.InvokerId ?? id,
				invocationId: record.InvocationId || null,
				invokeTime: record.InvokeTime ?? null,
				reason: record.Reason ?? '',
				result: record.Result ?? '',
				region: tat.region,
			}));
		};
	},
});
