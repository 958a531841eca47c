import { invocations } from '../../invocation/selection';
import { summaryOf } from '../../invocation/summary';
import { taken } from '../../transport/listing';
import { collectionOf } from '../collection';
import { optionsField, simplifyField, tatFor } from '../fields';
import { limitOf, listingFields } from '../listing';
import { oneByOne, type Operation } from '../operation';
import { selectionField, selectionOf } from './filters';

export const getAll: Operation = {
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
			description: 'Only invocations in one of these states. The first three are unfinished.',
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

	execute: oneByOne(async function (itemIndex) {
		const limit = limitOf(this, itemIndex);
		const filters = collectionOf(this, 'filters', itemIndex);
		const selection = selectionOf(this, filters);
		const simplify = this.getNodeParameter('simplify', itemIndex, true);
		const tat = await tatFor(this, itemIndex);

		// With filters it cannot be known how many it takes to find enough.
		const most = Object.keys(filters).length > 0 ? undefined : limit;
		return await taken(invocations(tat, selection, most), limit, (invocation) =>
			simplify ? { ...summaryOf(invocation), region: tat.region } : { ...invocation },
		);
	}),
};
