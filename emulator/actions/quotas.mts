import type { DescribeQuotasRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import type { Handlers } from './context.mts';

export const QUOTA_ACTIONS: Handlers = {
	DescribeQuotas({ ResourceNames }: DescribeQuotasRequest, { commands, registrations, region }) {
		const books = { COMMAND: commands, REGISTER_CODE: registrations };
		return {
			GeneralResourceQuotaSet: [...new Set(ResourceNames)].map((name) => {
				const book = books[name as keyof typeof books];
				return {
					ResourceName: name,
					ResourceQuotaUsed: book.used(region),
					ResourceQuotaTotal: book.quota,
				};
			}),
		};
	},
};
