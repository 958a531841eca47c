import type { INodeProperties } from 'n8n-workflow';
import type { Filter } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { textOf } from './text';

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
	description: 'Only what runs this command',
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

/** What of a request filters: a value, or some, by the API's name of the filter. What is empty selects all. @throws {InputError} */
export function filtersBy(values: Readonly<Record<string, unknown>>): { Filters?: Filter[] } {
	const filters = Object.entries(values)
		.map(([Name, given]) => ({
			Name,
			Values: [given]
				.flat()
				.filter(Boolean)
				.map((value) => textOf(value, `The filter ${Name}`)),
		}))
		.filter(({ Values }) => Values.length > 0);
	return filters.length > 0 ? { Filters: filters } : {};
}
