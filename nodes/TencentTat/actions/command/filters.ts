import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Filter } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { idOf } from '../../ids';
import { settingFields } from '../commandFields';
import { filtersBy } from '../filters';
import { tagFilterFields, tagFilters } from '../tags';

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

/** As the API takes them; what is left empty selects all. @throws {InputError} */
export function filtersOf(given: IDataObject): { Filters?: Filter[] } {
	return filtersBy({
		'command-name': given.commandName,
		'command-type': given.commandType,
		'created-by': given.createdBy,
		'scene-id': given.sceneId && idOf('scene', given.sceneId),
		...tagFilters(given),
	});
}
