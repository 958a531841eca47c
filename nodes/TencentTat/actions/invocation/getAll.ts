import type { IDataObject } from 'n8n-workflow';

import { invocations, LARGEST_PAGE } from '../../invocation/selection';
import { summaryOf } from '../../invocation/summary';
import { connect } from '../../transport/tat';
import { optionsField, simplifyField, tatOptions } from '../fields';
import { numberWithin } from '../numbers';
import { oneByOne, type Operation } from '../operation';
import { filtersField, selectionOf } from './filters';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many invocations',
		description: 'Get many invocations, newest first',
	},

	fields: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
		filtersField({
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
		const limit = this.getNodeParameter('returnAll', itemIndex, false)
			? Infinity
			: numberWithin(this.getNodeParameter('limit', itemIndex, 50), {
					name: 'Limit',
					least: 1,
					whole: true,
				});
		const filters = this.getNodeParameter('filters', itemIndex, {});
		const selection = selectionOf(this, filters);
		const simplify = this.getNodeParameter('simplify', itemIndex, true);
		const tat = await connect(this, tatOptions(this.getNodeParameter('options', itemIndex, {})));

		const found: IDataObject[] = [];
		// Without filters a page holds no more than is wanted; with them it cannot be known what it takes.
		const pageSize = Object.keys(filters).length > 0 ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE);
		for await (const invocation of invocations(tat, selection, pageSize)) {
			found.push(simplify ? { ...summaryOf(invocation), region: tat.region } : { ...invocation });
			if (found.length >= limit) break;
		}
		return found;
	}),
};
