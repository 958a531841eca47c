import type { INodeProperties } from 'n8n-workflow';
import type { ScheduleSettings } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { once, recurring } from '../../invoker/schedule';
import { InputError } from '../../transport/TatError';
import type { Added } from '../../form/form';
import { instanceIdsField } from '../../form/locators';

export const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. backup at night',
	description: 'At most 120 characters',
};

export const targetsField: INodeProperties = {
	...instanceIdsField,
	description:
		'Instances to run the command on, at most 100. CVM and Lighthouse instances cannot be mixed.',
};

export const invokeTimeField: INodeProperties = {
	displayName: 'Invoke Time',
	name: 'invokeTime',
	type: 'dateTime',
	default: '',
	description: 'When to run the command once, in the timezone of the workflow',
};

export const recurrenceField: INodeProperties = {
	displayName: 'Recurrence',
	name: 'recurrence',
	type: 'string',
	default: '',
	placeholder: 'e.g. 30 2 * * *',
	hint: 'Beijing time (UTC+8), whatever the timezone of the workflow',
	description:
		'A cron expression of five fields: minute, hour, day of month, month, day of week (0 is Sunday)',
};

/** @throws {InputError} */
export function nameOf(text: string): string {
	const name = text.trim();
	if (name !== '') return name;
	throw new InputError('No name is given', 'Give the invoker a name, e.g. backup at night.');
}

/** The schedule from the field that was chosen. @throws {InputError} */
export function scheduleOf(
	fields: Added,
	name: 'invokeTime' | 'recurrence',
	timezone: string,
): ScheduleSettings {
	if (name === 'recurrence') return recurring(fields.text(name) ?? '');
	if (fields.any(name)?.value === '') {
		throw new InputError('No invoke time is given', 'Give a time in the future.');
	}
	return once(fields.instant(name, timezone) ?? NaN, Date.now());
}
