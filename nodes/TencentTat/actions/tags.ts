import type { INodeProperties } from 'n8n-workflow';
import type { Tag } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { rowsOf } from './rows';

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

/** @throws {InputError} for a tag without a key, or two of one */
export function tagsOf(value: unknown): Tag[] {
	return rowsOf(value, 'tag', 'key').map(({ key, value: text }) => ({
		Key: key,
		Value: String(text ?? ''),
	}));
}
