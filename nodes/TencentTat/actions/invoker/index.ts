import type { Resource } from '../operation';
import { create } from './create';
import { disable } from './disable';
import { enable } from './enable';
import { get } from './get';
import { getAll } from './getAll';
import { getRuns } from './getRuns';
import { remove } from './remove';
import { update } from './update';

export const invoker: Resource = {
	name: 'Invoker',
	operations: { create, delete: remove, disable, enable, get, getAll, getRuns, update },
};
