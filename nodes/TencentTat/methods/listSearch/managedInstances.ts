import { label, listSearchOf } from './search';

/** Managed instances, those that are online first on each page. */
export const searchManagedInstances = listSearchOf({
	action: 'DescribeRegisterInstances',
	ids: ['managedInstance', 'InstanceIds'],
	first: ({ Status = '' }) => Status.toUpperCase() === 'ONLINE',
	item: ({ InstanceName, Status, InstanceId = '' }) => ({
		name: label(InstanceName || 'Unnamed', Status, InstanceId),
		value: InstanceId,
	}),
});
