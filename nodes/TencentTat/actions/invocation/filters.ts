import type { INodeProperties } from 'n8n-workflow';

import type { Selection } from '../../invocation/selection';
import { InputError } from '../../transport/TatError';
import { commandIdFilter, filtersField } from '../../form/filters';
import type { Form } from '../../form/form';

/** The collection "Filters", with a choice of states. */
export function selectionField(status: INodeProperties): INodeProperties {
	return filtersField(
		{ ...commandIdFilter, description: 'Only runs of this command' },
		{
			displayName: 'Instance IDs',
			name: 'instanceIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. ins-zcewfho0, ins-o1xv4c3q',
			description:
				'Only invocations on one of these instances, separated by commas, spaces or new lines',
		},
		{
			displayName: 'Instance Kind',
			name: 'instanceKind',
			type: 'options',
			default: 'CVM',
			options: [
				{ name: 'CVM', value: 'CVM' },
				{ name: 'Lighthouse', value: 'LIGHTHOUSE' },
			],
		},
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			default: 'USER',
			description: 'Only invocations started this way',
			options: [
				{ name: 'By a Schedule (Invoker)', value: 'INVOKER' },
				{ name: 'By a User or the API', value: 'USER' },
			],
		},
		{
			displayName: 'Started After',
			name: 'startedAfter',
			type: 'dateTime',
			default: '',
			description: 'An invocation that has not started yet counts by its creation time',
		},
		{
			displayName: 'Started Before',
			name: 'startedBefore',
			type: 'dateTime',
			default: '',
			description: 'An invocation that has not started yet counts by its creation time',
		},
		status,
	);
}

/** @throws {InputError} */
export function selectionOf({ filters, timezone }: Form): Selection {
	const startedAfter = filters.instant('startedAfter', timezone);
	const startedBefore = filters.instant('startedBefore', timezone);
	if (startedAfter !== undefined && startedBefore !== undefined && startedAfter >= startedBefore) {
		throw new InputError(
			'Started After is not before Started Before, so nothing can be in between',
			'Exchange the two, or leave one out.',
		);
	}
	return {
		commandId: filters.id('command'),
		instanceKind: filters.choice('instanceKind'),
		instanceIds: filters.ids('instance', 'instanceIds') ?? 'all',
		source: filters.choice('source'),
		startedAfter,
		startedBefore,
		statuses: filters.choices('status') ?? 'all',
	};
}
