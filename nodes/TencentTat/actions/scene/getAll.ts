import { LARGEST_PAGE, listed, taken } from '../../transport/listing';
import { connect } from '../../transport/tat';
import { collectionOf } from '../collection';
import { optionsField, tatOptions } from '../fields';
import { limitOf, listingFields } from '../listing';
import { oneByOne, type Operation } from '../operation';
import { textOf } from '../text';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many scenes',
		description: 'Get many scenes: what the public commands of TAT are grouped by',
	},

	fields: [
		...listingFields,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [{ displayName: 'Scene Name', name: 'sceneName', type: 'string', default: '' }],
		},
		optionsField(),
	],

	execute: oneByOne(async function (itemIndex) {
		const limit = limitOf(this, itemIndex);
		const sceneName = textOf(collectionOf(this, 'filters', itemIndex).sceneName, 'Scene Name');
		const tat = await connect(this, tatOptions(collectionOf(this, 'options', itemIndex)));

		const scenes = listed(
			tat,
			'DescribeScenes',
			sceneName ? { Filters: [{ Name: 'scene-name', Values: [sceneName] }] } : {},
			({ SceneId }) => SceneId,
			Math.min(limit, LARGEST_PAGE),
		);
		return await taken(scenes, limit, (scene) => ({
			sceneId: scene.SceneId ?? '',
			sceneName: scene.SceneName ?? '',
			createdBy: scene.CreatedBy ?? '',
			createdTime: scene.CreatedTime || null,
			updatedTime: scene.UpdatedTime || null,
			region: tat.region,
		}));
	}),
};
