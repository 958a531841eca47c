import { isInvocationOver } from '../../invocation/status';
import { label, labelTime, listSearchOf } from './search';

/** Invocations, newest first; on each page the unfinished ones come first. */
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
