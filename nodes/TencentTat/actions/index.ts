import type { INodeProperties } from 'n8n-workflow';

import { agent } from './agent';
import { command } from './command';
import { invocation } from './invocation';
import { invoker } from './invoker';
import { managedInstance } from './managedInstance';
import type { Operation, Resource } from './operation';
import { quota } from './quota';
import { region } from './region';
import { registrationCode } from './registrationCode';
import { scene } from './scene';

/** Everything the node can do, by resource value. */
const RESOURCES: Readonly<Record<string, Resource>> = {
	agent,
	command,
	invocation,
	invoker,
	managedInstance,
	quota,
	region,
	registrationCode,
	scene,
};

/** The operation that the form names. */
export function operationOf(resource: string, operation: string): Operation {
	return RESOURCES[resource].operations[operation];
}

/** The form: the choice of resource and operation, then the fields of each operation, shown for it alone. */
export function formFields(): INodeProperties[] {
	const resources = Object.entries(RESOURCES);
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(([value, { name }]) => ({ name, value })),
			default: 'invocation',
		},
		...resources.map(([resource, { operations }]) => operationField(resource, operations)),
		...resources.flatMap(([resource, { operations }]) =>
			Object.entries(operations).flatMap(([operation, { fields }]) =>
				fields.map((field) => shownFor(resource, operation, field)),
			),
		),
	];
}

function operationField(
	resource: string,
	operations: Readonly<Record<string, Operation>>,
): INodeProperties {
	const options = Object.entries(operations).map(([value, { option }]) => ({ ...option, value }));
	const [first] = Object.keys(operations);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options,
		default: first,
	};
}

function shownFor(resource: string, operation: string, field: INodeProperties): INodeProperties {
	return {
		...field,
		displayOptions: {
			show: { resource: [resource], operation: [operation], ...field.displayOptions?.show },
		},
	};
}
