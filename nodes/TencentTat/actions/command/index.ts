import type { Resource } from '../operation';
import { create } from './create';
import { deleteMany } from './deleteMany';
import { get } from './get';
import { getAll } from './getAll';
import { preview } from './preview';
import { remove } from './remove';
import { update } from './update';

export const command: Resource = {
	name: 'Command',
	operations: { create, delete: remove, deleteMany, get, getAll, preview, update },
};
