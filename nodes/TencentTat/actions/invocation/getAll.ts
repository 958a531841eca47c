import type { IDataObject } from 'n8n-workflow';
import type {
	Filter,
	Invocation,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { commandId } from '../../invocation/ids';
import { invocations, LARGEST_PAGE } from '../../invocation/list';
import { summaryOf } from '../../invocation/summary';
import { connect } from '../../transport/tat';
import { optionsField, simplifyField, tatOptions } from '../fields';
import { numberWithin } from '../numbers';
import { oneByOne, type Operation } from '../operation';

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
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Command ID',
					name: 'commandId',
					type: 'string',
					default: '',
					placeholder: 'e.g. cmd-4wbcbcsa',
					description: 'Only runs of this command',
				},
				{
					displayName: 'Instance Kind',
					name: 'instanceKind',
					type: 'options',
					default: 'CVM',
					options: [
						{ name: 'CVM', value: 'CVM' },
						{ name: 'Lighthouse', value: 'LIGHTHOUSE' },
					],
				},
				{
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
				},
			],
		},
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
		const wanted = this.getNodeParameter('filters', itemIndex, {});
		const filters = filtersOf(wanted);
		const hasWantedStatus = statusTest(wanted.status);
		const simplify = this.getNodeParameter('simplify', itemIndex, true);
		const tat = await connect(this, tatOptions(this.getNodeParameter('options', itemIndex, {})));

		const found: IDataObject[] = [];
		const pageSize = wanted.status ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE);
		for await (const invocation of invocations(tat, filters, pageSize)) {
			if (!hasWantedStatus(invocation)) continue;
			found.push(simplify ? { ...summaryOf(invocation), region: tat.region } : { ...invocation });
			if (found.length >= limit) break;
		}
		return found;
	}),
};

function filtersOf(wanted: IDataObject): Filter[] {
	return [
		...(wanted.commandId ? [{ Name: 'command-id', Values: [commandId(wanted.commandId)] }] : []),
		...(wanted.instanceKind
			? [{ Name: 'instance-kind', Values: [String(wanted.instanceKind)] }]
			: []),
	];
}

/** The API has no filter for the status, so it is applied to what comes back. */
function statusTest(status: unknown): (invocation: Invocation) => boolean {
	if (!Array.isArray(status) || status.length === 0) return () => true;
	return ({ InvocationStatus = '' }) => status.includes(InvocationStatus.toUpperCase());
}
