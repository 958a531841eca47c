import type { Resource } from '../operation';
import { create } from './create';
import { disable } from './disable';
import { getAll } from './getAll';
import { remove } from './remove';

export const registrationCode: Resource = {
	name: 'Registration Code',
	operations: { create, delete: remove, disable, getAll },
};
