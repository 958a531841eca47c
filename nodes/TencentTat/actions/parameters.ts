import type { INodeProperties } from 'n8n-workflow';
import type { DefaultParameterConf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { rowsOf } from './rows';
import { textOf } from './text';

/** Placeholders of a script with their values: the script has `{{name}}`, which is an expression in expression mode. */
export const parametersField = parameterRows(
	'Parameters',
	'parameters',
	'Values for the placeholders of the script, such as {{name}}. At most 20. Where the script is an expression, n8n takes {{name}} for its own: write {{ "{{name}}" }} there.',
);

/** Default values with descriptions, as a saved command keeps them. */
export const defaultParametersField = parameterRows(
	'Default Parameters',
	'defaultParameters',
	'Placeholders of the script, such as {{name}}, with the values they have unless a run gives others. At most 20.',
	{ displayName: 'Description', name: 'description', type: 'string', default: '' },
);

function parameterRows(
	displayName: string,
	name: string,
	description: string,
	...more: INodeProperties[]
): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add parameter',
		default: {},
		description,
		options: [
			{
				displayName: 'Parameter',
				name: 'parameter',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. directory',
						description: 'Letters, digits, _ and -',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
					...more,
				],
			},
		],
	};
}

/** JSON text for the API: a text for each name. @throws {InputError} */
export function parametersText(value: unknown): string {
	const rows = rowsOf(value, 'parameter', 'name');
	return JSON.stringify(
		Object.fromEntries(rows.map(({ name, value: given }) => [name, valueOf(name, given)])),
	);
}

/** The same as part of a request, and nothing for none: a command that takes none refuses even an empty set. */
export function parametersIfAny(value: unknown): { Parameters?: string } {
	const text = parametersText(value);
	return text === '{}' ? {} : { Parameters: text };
}

/** @throws {InputError} */
export function defaultParameterConfs(value: unknown): DefaultParameterConf[] {
	return rowsOf(value, 'parameter', 'name').map(({ name, value: given, description }) => {
		const about = textOf(description, `The description of the parameter "${name}"`);
		return {
			ParameterName: name,
			ParameterValue: valueOf(name, given),
			...(about && { ParameterDescription: about }),
		};
	});
}

function valueOf(name: string, given: unknown): string {
	return textOf(given, `The value of the parameter "${name}"`);
}
