import type { DescribeScenesRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import { SCENES } from '../scenes.mts';
import { matches, page } from './context.mts';
import type { Handlers } from './context.mts';

const MADE = '2020-10-28T00:00:00Z';

export const SCENE_ACTIONS: Handlers = {
	DescribeScenes(request: DescribeScenesRequest) {
		const found = SCENES.filter(({ sceneId, name }) =>
			matches(request.Filters, request.SceneIds, {
				'scene-id': sceneId,
				'scene-name': name,
				'created-by': 'TAT',
			}),
		);
		return {
			TotalCount: found.length,
			SceneSet: page(found, request).map(({ sceneId, name }) => ({
				SceneId: sceneId,
				SceneName: name,
				CreatedBy: 'TAT',
				CreatedTime: MADE,
				UpdatedTime: MADE,
			})),
		};
	},
};
