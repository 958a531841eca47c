import { list, take } from '../../transport/list';
import { optionsField } from '../../form/fields';
import { filtersBy, filtersField } from '../../form/filters';
import { limitOf, listingFields } from '../../form/returnAll';
import { oneByOne } from '../operation';

export const getAll = oneByOne({
	option: {
		name: 'Get Many',
		action: 'Get many scenes',
		description: "Get many scenes, which group TAT's public commands",
	},

	fields: [
		...listingFields,
		filtersField({ displayName: 'Scene Name', name: 'sceneName', type: 'string', default: '' }),
		optionsField(),
	],

	prepare(form, tat) {
		const limit = limitOf(form);
		const request = filtersBy({ 'scene-name': form.filters.text('sceneName') });
		tat.prepare('DescribeScenes', request);
		return async () => {
			const scenes = list(tat, 'DescribeScenes', request, ({ SceneId }) => SceneId, limit);
			return await take(scenes, limit, (scene) => ({
				sceneId: scene.SceneId ?? '',
				sceneName: scene.SceneName ?? '',
				createdBy: scene.CreatedBy ?? '',
				createdTime: scene.CreatedTime || null,
				updatedTime: scene.UpdatedTime || null,
				region: tat.region,
			}));
		};
	},
});
