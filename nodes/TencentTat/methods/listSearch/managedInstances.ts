import { label, listSearchOf } from './search';

/** Managed instances; on each page the online ones come first. */
export const searchManagedInstances = listSearchOf({
	action: 'DescribeRegisterInstances',
	ids: ['managedInstance', 'InstanceIds'],
	first: ({ Status = '' }) => Status.toUpperCase() === 'ONLINE',
	item: ({ InstanceName, Status, InstanceId = '' }) => ({
		name: label(InstanceName || 'Unnamed', Status, InstanceId),
		value: InstanceId,
	}),
});
