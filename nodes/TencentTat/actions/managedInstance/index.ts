import type { Resource } from '../operation';
import { getAll } from './getAll';
import { remove } from './remove';
import { rename } from './rename';

export const managedInstance: Resource = {
	name: 'Managed Instance',
	operations: { delete: remove, getAll, rename },
};
