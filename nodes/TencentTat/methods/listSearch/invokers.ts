import { scheduleText } from '../../invoker/schedule';
import { label, listSearchOf } from './search';

/** Invokers; on each page the enabled ones come first. */
export const searchInvokers = listSearchOf({
	action: 'DescribeInvokers',
	ids: ['invoker', 'InvokerIds'],
	first: ({ Enable }) => Enable === true,
	item: ({ Name, Enable, ScheduleSettings, InvokerId = '' }) => ({
		name: label(
			Name || 'Unnamed',
			Enable ? 'enabled' : 'disabled',
			ScheduleSettings && scheduleText(ScheduleSettings),
			InvokerId,
		),
		value: InvokerId,
	}),
});
