import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type {
	Filter,
	RegisterInstanceInfo,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { ID_KINDS } from '../../ids';
import { tagsByKey } from '../../tagsByKey';
import { list, take } from '../../transport/list';
import { optionsField, simplifyField } from '../../form/fields';
import { environmentFilter, filtersBy, filtersField, onlineFilter } from '../../form/filters';
import type { Added } from '../../form/form';
import { limitOf, listingFields } from '../../form/returnAll';
import { oneByOne } from '../operation';
import { tagFilterFields, tagFilters } from '../../form/tags';

const filters: INodeProperties[] = [
	{
		displayName: 'Instance IDs',
		name: 'instanceIds',
		type: 'string',
		default: '',
		placeholder: `e.g. ${ID_KINDS.managedInstance.example}`,
		description: 'At most 5, separated by commas, spaces or new lines',
	},
	{
		displayName: 'Instance Name',
		name: 'instanceName',
		type: 'string',
		default: '',
		placeholder: 'e.g. office-printer',
	},
	{
		displayName: 'Local IP',
		name: 'localIp',
		type: 'string',
		default: '',
		placeholder: 'e.g. 10.0.0.7',
	},
	{
		displayName: 'Registration Code ID',
		name: 'registerCodeId',
		type: 'string',
		default: '',
		placeholder: `e.g. ${ID_KINDS.registrationCode.example}`,
		description: 'Only machines enrolled with this code',
	},
	onlineFilter,
	{ ...environmentFilter, displayName: 'System', name: 'systemName' },
	...tagFilterFields,
];

export const getAll = oneByOne({
	option: {
		name: 'Get Many',
		action: 'Get many managed instances',
		description: 'Get many machines enrolled with a registration code',
	},

	fields: [...listingFields, filtersField(...filters), simplifyField, optionsField()],

	prepare(form, tat) {
		const limit = limitOf(form);
		const request = filtersOf(form.filters);
		const simplify = form.flag('simplify');
		tat.prepare('DescribeRegisterInstances', request);
		return async () => {
			const instances = list(
				tat,
				'DescribeRegisterInstances',
				request,
				({ InstanceId }) => InstanceId,
				limit,
			);
			return await take(instances, limit, (instance) =>
				simplify ? { ...managedInstanceSummary(instance), region: tat.region } : { ...instance },
			);
		};
	},
});

/** The filters as the API takes them; one that was not added is left out. @throws {InputError} */
function filtersOf(filters: Added): { Filters?: Filter[] } {
	return filtersBy({
		'instance-id': filters.ids('managedInstance', 'instanceIds'),
		'instance-name': filters.text('instanceName'),
		'local-ip': filters.text('localIp'),
		'register-code-id': filters.id('registrationCode', 'registerCodeId'),
		'register-status': filters.choice('status'),
		'sys-name': filters.choice('systemName'),
		...tagFilters(filters),
	});
}

/** A managed instance in the words of this node: without machine ID and public key, which only its agent needs. */
function managedInstanceSummary(instance: RegisterInstanceInfo): IDataObject {
	return {
		instanceId: instance.InstanceId ?? '',
		instanceName: instance.InstanceName ?? '',
		status: instance.Status ?? '',
		systemName: instance.SystemName ?? '',
		hostName: instance.HostName ?? '',
		localIp: instance.LocalIp ?? '',
		registerCodeId: instance.RegisterCodeId ?? '',
		createdTime: instance.CreatedTime || null,
		updatedTime: instance.UpdatedTime || null,
		tags: tagsByKey(instance.Tags),
	};
}
