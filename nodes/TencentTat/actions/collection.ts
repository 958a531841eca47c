import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';

/** What is set in a collection of the form. @throws {InputError} when an expression gives no object for it */
export function collectionOf(
	context: IExecuteFunctions,
	name: 'filters' | 'options' | 'updateFields',
	itemIndex: number,
): IDataObject {
	const given: unknown = context.getNodeParameter(name, itemIndex, {});
	if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
		return given as IDataObject;
	}
	throw new InputError(
		`The parameter ${name} is ${shown(given)}`,
		'Give an object, with a key for each of its fields.',
	);
}
