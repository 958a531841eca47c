import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { REQUEST_TIMEOUT_SECONDS, type TatOptions } from '../transport/tat';
import { InputError } from '../transport/TatError';
import { added, byName, type Added } from './form';
import { textOf } from './text';

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
	typeOptions: { minValue: 0.1, maxValue: 3600 },
	default: REQUEST_TIMEOUT_SECONDS,
	description: 'How many seconds to wait for each response of the API. Raise it on a slow network.',
};

/** The collection "Options": what every operation has, and `more` of this one. */
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

const CONNECTING = byName([regionField, requestTimeoutField]);

/** The region and time-out in an item's Options, to connect with. @throws {InputError} */
export function tatOptions(options: Added): TatOptions {
	return { region: chosenRegion(options), requestTimeout: options.number('requestTimeout') };
}

/** The same from the form in the editor. @throws {InputError} */
export function tatOptionsIn(options: IDataObject): TatOptions {
	return tatOptions(added(CONNECTING, options));
}

/** An empty option must not fall back to the credential's region: that could be the wrong machines. */
function chosenRegion(options: Added): string | undefined {
	const region = options.any('region');
	if (region === undefined) return undefined;
	const name = 'Region under Options';
	const chosen = textOf(region.value ?? '', name).trim();
	if (chosen !== '') return chosen;
	throw new InputError(
		`${name} is empty`,
		'Choose a region there, or remove the option to use the one in the credential.',
	);
}
