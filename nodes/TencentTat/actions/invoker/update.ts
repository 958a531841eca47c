import type { ModifyInvokerRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { InputError } from '../../transport/TatError';
import { settingFields } from '../../form/commandFields';
import { optionsField } from '../../form/fields';
import type { Form } from '../../form/form';
import { commandIdField, invokerIdField, targetsOf } from '../../form/locators';
import { oneByOne } from '../operation';
import { parametersField, parametersText } from '../../form/parameters';
import { someChanges, updateFieldsField } from '../../form/updates';
import {
	invokeTimeField,
	nameField,
	nameOf,
	recurrenceField,
	scheduleOf,
	targetsField,
} from './fields';

export const update = oneByOne({
	option: {
		name: 'Update',
		action: 'Update invoker',
		description: 'Change what an invoker runs, where and when',
	},

	fields: [
		invokerIdField,
		updateFieldsField(
			{ ...commandIdField, required: false },
			{ ...targetsField, required: false },
			{
				...invokeTimeField,
				description: `${invokeTimeField.description}. It replaces a recurrence.`,
			},
			nameField,
			{
				...parametersField,
				description: `${parametersField.description} These replace the whole set.`,
			},
			{
				...recurrenceField,
				description: `${recurrenceField.description}. It replaces an invoke time.`,
			},
			...settingFields('username'),
		),
		optionsField(),
	],

	carriedOut: ({ invokerId }) => invokerId,
	prepare(form, tat) {
		const id = form.id('invoker');
		const changes = someChanges(changesOf(form));
		const send = tat.prepare('ModifyInvoker', { InvokerId: id, ...changes });
		return async () => {
			const { RequestId } = await send();
			return { invokerId: id, region: tat.region, requestIds: [RequestId] };
		};
	},
});

/** @throws {InputError} */
function changesOf({
	updateFields: fields,
	timezone,
}: Form): Omit<ModifyInvokerRequest, 'InvokerId'> {
	const commandId = fields.id('command');
	const instanceIds = fields.any('instanceIds');
	const name = fields.text('name');
	const parameters = fields.rows('parameters');
	const username = fields.text('username');
	const [schedule, second] = (['invokeTime', 'recurrence'] as const).filter((field) =>
		fields.has(field),
	);
	if (second) {
		throw new InputError(
			'Both Invoke Time and Recurrence are given',
			'Remove one of the two: an invoker has one schedule.',
		);
	}
	return {
		...(commandId !== undefined && { CommandId: commandId }),
		...(instanceIds && { InstanceIds: targetsOf(instanceIds.value) }),
		...(name !== undefined && { Name: nameOf(name) }),
		...(parameters && { Parameters: parametersText(parameters) }),
		...(schedule && { ScheduleSettings: scheduleOf(fields, schedule, timezone) }),
		...(username !== undefined && { Username: username }),
	};
}
