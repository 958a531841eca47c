import type { Tag } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

/** Tags as an object: values by key. */
export function tagsByKey(tags: Tag[] = []): Record<string, string> {
	return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
