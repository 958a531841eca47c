import type { INodeProperties } from 'n8n-workflow';
import type { Tag } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import type { Added } from './form';
import { textOf } from './text';

export const tagsField: INodeProperties = {
	displayName: 'Tags',
	name: 'tags',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add tag',
	default: {},
	description: 'At most 10',
	options: [
		{
			displayName: 'Tag',
			name: 'tag',
			values: [
				{ displayName: 'Key', name: 'key', type: 'string', default: '', placeholder: 'e.g. team' },
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

/** @throws {InputError} for a tag without a key, or two with the same key */
export function tagsOf(options: Added): Tag[] {
	return (options.rows('tags') ?? []).map(({ name, value }) => ({
		Key: name,
		Value: textOf(value, `The value of the tag "${name}"`),
	}));
}

/** Fields of a collection "Filters". */
export const tagFilterFields: INodeProperties[] = [
	{
		displayName: 'Tag Key',
		name: 'tagKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. team',
		description: 'Only those with a tag of this key and, if Tag Value is added too, of this value',
	},
	{
		displayName: 'Tag Value',
		name: 'tagValue',
		type: 'string',
		default: '',
		placeholder: 'e.g. ops',
	},
];

/** The ones of these fields that were added, by the API's names of filters. @throws {InputError} */
export function tagFilters(filters: Added): Record<string, string | undefined> {
	const key = filters.text('tagKey');
	const value = filters.text('tagValue');
	if (key !== undefined && value !== undefined) return { [`tag:${key}`]: value };
	return { 'tag-key': key, 'tag-value': value };
}
