import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { connect, REQUEST_TIMEOUT_SECONDS, type Tat, type TatOptions } from '../transport/tat';
import { InputError } from '../transport/TatError';
import { collectionOf } from './collection';
import { numberWithin } from './numbers';

export const waitForCompletionField: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
};

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const regionField: INodeProperties = {
	displayName: 'Region',
	name: 'region',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Region of the instances. Overrides the region in the credential.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a region...',
			typeOptions: { searchListMethod: 'searchRegions', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. ap-guangzhou',
		},
	],
};

const requestTimeoutField: INodeProperties = {
	displayName: 'Request Timeout',
	name: 'requestTimeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: REQUEST_TIMEOUT_SECONDS,
	description: 'How many seconds to wait for each answer of the API. Raise it on a slow network.',
};

/** The collection "Options": what every operation has, and `more` of its own. */
export function optionsField(...more: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		// not localeCompare: setting up a collation takes longer than loading all the rest of the node
		options: [...more, regionField, requestTimeoutField].sort((a, b) =>
			a.displayName < b.displayName ? -1 : 1,
		),
	};
}

/** What `connect` needs of the collection "Options". @throws {InputError} */
export function tatOptions({ region, requestTimeout }: IDataObject): TatOptions {
	return {
		region: region === undefined ? '' : chosenRegion(region),
		requestTimeout: numberWithin(requestTimeout ?? REQUEST_TIMEOUT_SECONDS, {
			name: 'Request Timeout',
			least: 0.1,
			most: 3600,
		}),
	};
}

/** TAT as the collection "Options" of an item says, of which no more is wanted. @throws {InputError} */
export async function tatFor(context: IExecuteFunctions, itemIndex: number): Promise<Tat> {
	return await connect(context, tatOptions(collectionOf(context, 'options', itemIndex)));
}

/** An option that resolves to nothing must not mean the credential's region: that could be the wrong machines. */
function chosenRegion(region: unknown): string {
	const chosen = plainValue(region).trim();
	if (chosen !== '') return chosen;
	throw new InputError(
		'Region under Options is empty',
		'Choose a region there, or remove the option to use the one in the credential.',
	);
}

/** A region comes as a resource locator from the form, as text from an expression or a tool. */
function plainValue(value: unknown): string {
	const inner =
		typeof value === 'object' && value !== null ? (value as { value?: unknown }).value : value;
	return typeof inner === 'string' ? inner : '';
}
