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
		description: 'Fields that are not added here stay as they are',
		options: fields,
	};
}

/** Returns `changes`; refuses an empty update. @throws {InputError} */
export function someChanges<T extends object>(changes: T): T {
	if (Object.keys(changes).length > 0) return changes;
	throw new InputError('There is nothing to update', 'Add what should change under Update Fields.');
}
