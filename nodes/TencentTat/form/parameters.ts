import type { INodeProperties } from 'n8n-workflow';
import type { DefaultParameterConf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { isExpression } from './form';
import { isObject, type Row } from './rows';
import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import { textOf } from './text';

/** Values for the placeholders of a script, `{{name}}`, which n8n would evaluate in a script that is an expression. */
export const parametersField = parameterRows(
	'Parameters',
	'parameters',
	'Values for the placeholders of the script, such as {{name}}. At most 20. In a script that is an expression, n8n would evaluate {{name}} itself: write {{ "{{name}}" }} there.',
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
export function parametersText(rows: readonly Row[]): string {
	return JSON.stringify(
		Object.fromEntries(rows.map(({ name, value }) => [name, valueOf(name, value)])),
	);
}

/** The same as part of a request; nothing without rows: a command without parameters refuses even an empty set. */
export function parametersIfAny(rows: readonly Row[] = []): { Parameters?: string } {
	return rows.length > 0 ? { Parameters: parametersText(rows) } : {};
}

/**
 * The values in a resource mapper. A field left empty keeps the default value of the command; an expression that returns
 * nothing is refused, as the default may be anything.
 *
 * @throws {InputError}
 */
export function mappedRows(given: { value: unknown; raw: unknown; displayName: string }): Row[] {
	const { value: mapper, raw, displayName } = given;
	const values = isObject(mapper) ? (mapper.value ?? {}) : mapper;
	if (!isObject(values)) {
		throw new InputError(
			`${displayName} is ${shown(values)}`,
			'Fill in the parameters in the form.',
		);
	}
	const typed = isObject(raw) ? raw.value : raw;
	return Object.entries(values).flatMap(([name, value]) => {
		if (value !== undefined && value !== null && value !== '') return [{ name, value }];
		if (!isExpression(isObject(typed) ? typed[name] : typed)) return [];
		throw new InputError(
			`The value of the parameter "${name}" is ${shown(value)}`,
			'Correct the expression, or leave the field empty for the default value of the command.',
		);
	});
}

/** @throws {InputError} */
export function defaultParameterConfs(rows: readonly Row[]): DefaultParameterConf[] {
	return rows.map((row) => {
		const { name, value } = row;
		const about =
			'description' in row
				? textOf(row.description, `The description of the parameter "${name}"`)
				: '';
		return {
			ParameterName: name,
			ParameterValue: valueOf(name, value),
			...(about && { ParameterDescription: about }),
		};
	});
}

function valueOf(name: string, given: unknown): string {
	return textOf(given, `The value of the parameter "${name}"`);
}
