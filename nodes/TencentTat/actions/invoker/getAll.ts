import { invokerSummary } from '../../invoker/summary';
import { list, take } from '../../transport/list';
import { optionsField, simplifyField } from '../../form/fields';
import { commandIdFilter, filtersBy, filtersField } from '../../form/filters';
import { limitOf, listingFields } from '../../form/returnAll';
import { oneByOne } from '../operation';

export const getAll = oneByOne({
	option: {
		name: 'Get Many',
		action: 'Get many invokers',
		description: 'Get many invokers and the times of their next runs',
	},

	fields: [...listingFields, filtersField(commandIdFilter), simplifyField, optionsField()],

	prepare(form, tat) {
		const limit = limitOf(form);
		const request = filtersBy({ 'command-id': form.filters.id('command') });
		const simplify = form.flag('simplify');
		tat.prepare('DescribeInvokers', request);
		return async () => {
			const invokers = list(tat, 'DescribeInvokers', request, ({ InvokerId }) => InvokerId, limit);
			const now = Date.now();
			return await take(invokers, limit, (invoker) =>
				simplify ? { ...invokerSummary(invoker, now), region: tat.region } : { ...invoker },
			);
		};
	},
});
