import { listInvocations } from '../../invocation/selection';
import { invocationSummary } from '../../invocation/summary';
import { take } from '../../transport/list';
import { optionsField, simplifyField } from '../../form/fields';
import { limitOf, listingFields } from '../../form/returnAll';
import { oneByOne } from '../operation';
import { selectionField, selectionOf } from './filters';

export const getAll = oneByOne({
	option: {
		name: 'Get Many',
		action: 'Get many invocations',
		description: 'Get many invocations, newest first',
	},

	fields: [
		...listingFields,
		selectionField({
			displayName: 'Status',
			name: 'status',
			type: 'multiOptions',
			default: ['PENDING', 'RUNNING', 'CANCELLING'],
			description:
				'Only invocations in one of these states. Pending, Running and Cancelling are unfinished.',
			options: [
				{ name: 'Cancelled', value: 'CANCELLED' },
				{ name: 'Cancelling', value: 'CANCELLING' },
				{ name: 'Failed', value: 'FAILED' },
				{ name: 'Partially Cancelled', value: 'PARTIAL_CANCELLED' },
				{ name: 'Partially Failed', value: 'PARTIAL_FAILED' },
				{ name: 'Pending', value: 'PENDING' },
				{ name: 'Running', value: 'RUNNING' },
				{ name: 'Success', value: 'SUCCESS' },
				{ name: 'Timeout', value: 'TIMEOUT' },
			],
		}),
		simplifyField,
		optionsField(),
	],

	prepare(form, tat) {
		const limit = limitOf(form);
		const selection = selectionOf(form);
		const simplify = form.flag('simplify');
		// With filters, nobody knows how many entries have to be read to find enough.
		const most = form.filters.some ? undefined : limit;
		tat.prepare('DescribeInvocations', {});
		return async () =>
			await take(listInvocations(tat, selection, most), limit, (invocation) =>
				simplify ? { ...invocationSummary(invocation), region: tat.region } : { ...invocation },
			);
	},
});
