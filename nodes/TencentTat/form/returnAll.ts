import type { INodeProperties } from 'n8n-workflow';

import type { Form } from './form';

/** How much of a list to return, as each Get Many offers it. */
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
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** The most entries to return; `Infinity` for all. @throws {InputError} */
export function limitOf(form: Form): number {
	return form.flag('returnAll') ? Infinity : form.number('limit');
}
