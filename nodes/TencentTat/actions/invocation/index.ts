import type { Resource } from '../operation';
import { cancel } from './cancel';
import { cancelMany } from './cancelMany';
import { get } from './get';
import { getAll } from './getAll';
import { getTasks } from './getTasks';
import { invokeCommand } from './invokeCommand';
import { runCommand } from './runCommand';

export const invocation: Resource = {
	name: 'Invocation',
	operations: { cancel, cancelMany, get, getAll, getTasks, invokeCommand, runCommand },
};
