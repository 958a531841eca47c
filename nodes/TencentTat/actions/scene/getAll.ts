import { listed, taken } from '../../transport/listing';
import { collectionOf } from '../collection';
import { optionsField, tatFor } from '../fields';
import { filtersBy, filtersField } from '../filters';
import { limitOf, listingFields } from '../listing';
import { oneByOne, type Operation } from '../operation';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many scenes',
		description: 'Get many scenes: what the public commands of TAT are grouped by',
	},

	fields: [
		...listingFields,
		filtersField({ displayName: 'Scene Name', name: 'sceneName', type: 'string', default: '' }),
		optionsField(),
	],

	execute: oneByOne(async function (itemIndex) {
		const limit = limitOf(this, itemIndex);
		const { sceneName } = collectionOf(this, 'filters', itemIndex);
		const tat = await tatFor(this, itemIndex);

		const scenes = listed(
			tat,
			'DescribeScenes',
			filtersBy({ 'scene-name': sceneName }),
			({ SceneId }) => SceneId,
			limit,
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
