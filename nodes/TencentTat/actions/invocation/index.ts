import type { Resource } from '../operation';
import { cancel } from './cancel';
import { get } from './get';
import { getAll } from './getAll';
import { runCommand } from './runCommand';

export const invocation: Resource = {
	name: 'Invocation',
	operations: { cancel, get, getAll, runCommand },
};
