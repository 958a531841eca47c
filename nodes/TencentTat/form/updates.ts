import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../transport/TatError';

/** The collection "Update Fields". */
export function updateFieldsField(...fields: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		description: 'What is not added here stays as it is',
		options: fields,
	};
}

/** `changes`, which are some. @throws {InputError} */
export function someChanges<T extends object>(changes: T): T {
	if (Object.keys(changes).length > 0) return changes;
	throw new InputError('There is nothing to update', 'Add what should change under Update Fields.');
}
