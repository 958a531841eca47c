import type { IDataObject } from 'n8n-workflow';
import type { RegisterCodeInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { list, take } from '../../transport/list';
import { optionsField } from '../../form/fields';
import { limitOf, listingFields } from '../../form/returnAll';
import { oneByOne } from '../operation';

export const getAll = oneByOne({
	option: {
		name: 'Get Many',
		action: 'Get many registration codes',
		description:
			'Get many registration codes and how often they were used, without their secret values',
	},

	fields: [...listingFields, optionsField()],

	prepare(form, tat) {
		const limit = limitOf(form);
		tat.prepare('DescribeRegisterCodes', {});
		return async () => {
			const codes = list(
				tat,
				'DescribeRegisterCodes',
				{},
				({ RegisterCodeId }) => RegisterCodeId,
				limit,
			);
			return await take(codes, limit, (code) => ({
				...registrationCodeSummary(code),
				region: tat.region,
			}));
		};
	},
});

function registrationCodeSummary(code: RegisterCodeInfo): IDataObject {
	return {
		registerCodeId: code.RegisterCodeId ?? '',
		description: code.Description ?? '',
		instanceNamePrefix: code.InstanceNamePrefix ?? '',
		registerLimit: code.RegisterLimit ?? null,
		registeredCount: code.RegisteredCount ?? null,
		ipAddressRange: code.IpAddressRange ?? '',
		enabled: code.Enabled ?? null,
		/** Null for one that never expires. */
		expiredTime: code.ExpiredTime || null,
		createdTime: code.CreatedTime || null,
		updatedTime: code.UpdatedTime || null,
	};
}
