import type { INodeProperties } from 'n8n-workflow';

import { ID_KINDS, idsOf, type IdKind } from '../ids';
import { InputError } from '../transport/TatError';
import type { Form } from './form';

interface Locator {
	displayName: string;
	name: string;
	description?: string;
	kind: IdKind;
	/** List search of the node's methods. */
	search: string;
}

/** A field that chooses one thing: from a list, or by its ID. */
export function locator({
	displayName,
	name,
	description,
	kind,
	search,
}: Locator): INodeProperties {
	const { name: idName, pattern, example } = ID_KINDS[kind];
	return {
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose...',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example}`,
				validation: [
					{
						type: 'regex',
						properties: {
							// the pattern does not decide whether the field may be empty
							regex: `\\s*(${pattern})?\\s*`,
							errorMessage: `Not ${idName}. It looks like ${example}`,
						},
					},
				],
			},
		],
	};
}

export const invocationIdField = locator({
	displayName: 'Invocation ID',
	name: 'invocationId',
	description: 'One run of a command, on one or more instances. Unfinished ones come first.',
	kind: 'invocation',
	search: 'searchInvocations',
});

export const commandIdField = locator({
	displayName: 'Command ID',
	name: 'commandId',
	description: 'A saved command',
	kind: 'command',
	search: 'searchCommands',
});

/** For operations that public commands do not allow. */
export const ownCommandIdField = locator({
	displayName: 'Command ID',
	name: 'commandId',
	description: 'A command saved by this account',
	kind: 'command',
	search: 'searchOwnCommands',
});

export const invokerIdField = locator({
	displayName: 'Invoker ID',
	name: 'invokerId',
	description: 'An invoker runs a saved command on a schedule',
	kind: 'invoker',
	search: 'searchInvokers',
});

export const managedInstanceIdField = locator({
	displayName: 'Managed Instance ID',
	name: 'managedInstanceId',
	description: 'A machine outside of Tencent Cloud, enrolled with a registration code',
	kind: 'managedInstance',
	search: 'searchManagedInstances',
});

export const registrationCodeIdField = locator({
	displayName: 'Registration Code ID',
	name: 'registrationCodeId',
	kind: 'registrationCode',
	search: 'searchRegistrationCodes',
});

/** Instances: one from the list, or any number by ID. */
export const instanceIdsField: INodeProperties = {
	displayName: 'Instance IDs',
	name: 'instanceIds',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	// Not a hint of the mode: that would replace the field's own.
	hint: 'By ID: one or more, separated by commas, spaces or new lines',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose an instance...',
			typeOptions: { searchListMethod: 'searchInstances', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. ins-zcewfho0, ins-o1xv4c3q',
		},
	],
};

/** The field Instance IDs where empty means all instances, if a person left it empty. @throws {InputError} */
export function chosenInstancesOrAll(form: Form): 'all' | string[] {
	return form.idsOrAll('instance', 'instanceIds');
}

/** The field Instance IDs where at least one is required. @throws {InputError} */
export function chosenTargets(form: Form): string[] {
	return targetsOf(form.any('instanceIds').value);
}

/** @throws {InputError} */
export function targetsOf(value: unknown): string[] {
	const ids = idsOf('instance', value);
	if (ids.length === 0) {
		throw new InputError('No instance ID is given', 'Say which instances should run it.');
	}
	const [cvm, lighthouse] = ['ins-', 'lhins-'].map((kind) => ids.find((id) => id.startsWith(kind)));
	if (cvm === undefined || lighthouse === undefined) return ids;
	throw new InputError(
		`${cvm} is a CVM instance, and ${lighthouse} a Lighthouse instance`,
		'One run takes instances of one kind. Use an item, or a step, for each kind.',
	);
}

/** The field Instance IDs where it may be left empty. */
export const someInstancesField: INodeProperties = {
	...instanceIdsField,
	required: false,
	default: { mode: 'id', value: '' },
};
