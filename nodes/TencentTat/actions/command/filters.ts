import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Filter } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { idOf } from '../../ids';
import { settingFields } from '../commandFields';
import { tagFilterFields, tagFilters } from '../tags';
import { textOf } from '../text';

const [commandTypeField] = settingFields('commandType');

export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
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
	],
};

/** As the API takes them; what is left empty selects all. @throws {InputError} */
export function filtersOf(filters: IDataObject): Filter[] {
	const { sceneId } = filters;
	const byName = {
		'command-name': textOf(filters.commandName, 'Command Name'),
		'command-type': textOf(filters.commandType, 'Command Type'),
		'created-by': textOf(filters.createdBy, 'Created By'),
		'scene-id': sceneId ? idOf('scene', sceneId) : '',
	};
	return [
		...Object.entries(byName)
			.filter(([, value]) => value !== '')
			.map(([Name, value]) => ({ Name, Values: [value] })),
		...tagFilters(filters),
	];
}
