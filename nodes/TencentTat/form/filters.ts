import type { INodeProperties } from 'n8n-workflow';
import type { Filter } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

/** The collection "Filters". */
export function filtersField(...filters: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: filters,
	};
}

export const commandIdFilter: INodeProperties = {
	displayName: 'Command ID',
	name: 'commandId',
	type: 'string',
	default: '',
	placeholder: 'e.g. cmd-4wbcbcsa',
	description: 'Only invokers of this command',
};

export const environmentFilter: INodeProperties = {
	displayName: 'Environment',
	name: 'environment',
	type: 'options',
	default: 'Linux',
	options: [
		{ name: 'Linux', value: 'Linux' },
		{ name: 'Windows', value: 'Windows' },
	],
};

export const onlineFilter: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	default: 'Online',
	options: [
		{ name: 'Offline', value: 'Offline' },
		{ name: 'Online', value: 'Online' },
	],
};

/** The filters of a request, by the API's names: one value or several each. An undefined one is left out. */
export function filtersBy(values: Readonly<Record<string, string | string[] | undefined>>): {
	Filters?: Filter[];
} {
	const filters = Object.entries(values).flatMap(([Name, given]) =>
		given === undefined ? [] : [{ Name, Values: [given].flat() }],
	);
	return filters.length > 0 ? { Filters: filters } : {};
}
