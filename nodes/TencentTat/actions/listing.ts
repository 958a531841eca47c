import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { numberWithin } from './numbers';

/** How much of a list to answer, as each Get Many offers it. */
export const listingFields: INodeProperties[] = [
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
];

/** Most entries to answer; `Infinity` for all. @throws {InputError} */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex, false)) return Infinity;
	return numberWithin(context.getNodeParameter('limit', itemIndex, 50), {
		name: 'Limit',
		least: 1,
		whole: true,
	});
}
