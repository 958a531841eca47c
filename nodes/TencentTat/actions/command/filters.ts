import type { INodeProperties } from 'n8n-workflow';
import type { Filter } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { settingFields } from '../../form/commandFields';
import { filtersBy } from '../../form/filters';
import type { Added } from '../../form/form';
import { tagFilterFields, tagFilters } from '../../form/tags';

const [commandTypeField] = settingFields('commandType');

export const filters: INodeProperties[] = [
	{
		displayName: 'Command Name',
		name: 'commandName',
		type: 'string',
		default: '',
		placeholder: 'e.g. nightly-backup',
	},
	commandTypeField,
	{
		displayName: 'Created By',
		name: 'createdBy',
		type: 'options',
		default: 'USER',
		options: [
			{ name: 'TAT (Public Commands)', value: 'TAT' },
			{ name: 'This Account', value: 'USER' },
		],
	},
	{
		displayName: 'Scene ID',
		name: 'sceneId',
		type: 'string',
		default: '',
		placeholder: 'e.g. sc-9wl0ku2i',
		description: 'Only public commands for this scene',
	},
	...tagFilterFields,
];

/** The filters as the API takes them; one that was not added is left out. @throws {InputError} */
export function filtersOf(given: Added): { Filters?: Filter[] } {
	return filtersBy({
		'command-name': given.text('commandName'),
		'command-type': given.choice('commandType'),
		'created-by': given.choice('createdBy'),
		'scene-id': given.id('scene'),
		...tagFilters(given),
	});
}
