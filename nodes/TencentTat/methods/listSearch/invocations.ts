import { isInvocationOver } from '../../invocation/status';
import { label, labelTime, listSearchOf } from './search';

/** Invocations, newest first, the unfinished ones of each page before the others. */
export const searchInvocations = listSearchOf({
	action: 'DescribeInvocations',
	ids: ['invocation', 'InvocationIds'],
	first: ({ InvocationStatus }) => !isInvocationOver(InvocationStatus),
	item: ({ CommandName, InvocationStatus, CreatedTime, StartTime, InvocationId = '' }) => ({
		name: label(
			CommandName || 'Unnamed',
			InvocationStatus,
			labelTime(CreatedTime || StartTime),
			InvocationId,
		),
		value: InvocationId,
	}),
});
