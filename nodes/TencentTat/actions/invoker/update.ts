import type { IExecuteFunctions } from 'n8n-workflow';
import type { ModifyInvokerRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { idOf } from '../../ids';
import { InputError } from '../../transport/TatError';
import { collectionOf } from '../collection';
import { settingFields } from '../commandFields';
import { optionsField, tatFor } from '../fields';
import { chosenId, commandIdField, invokerIdField, targetsOf } from '../locators';
import { oneByOne, type Operation } from '../operation';
import { parametersField, parametersText } from '../parameters';
import { textOf } from '../text';
import { someChanges, updateFieldsField } from '../updates';
import {
	invokeTimeField,
	nameField,
	nameOf,
	recurrenceField,
	scheduleOf,
	targetsField,
} from './fields';

export const update: Operation = {
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
				description: `${invokeTimeField.description} It takes the place of a recurrence.`,
			},
			nameField,
			{
				...parametersField,
				description: `${parametersField.description} These replace the whole set.`,
			},
			{
				...recurrenceField,
				description: `${recurrenceField.description}. It takes the place of an invoke time.`,
			},
			...settingFields('username'),
		),
		optionsField(),
	],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'invoker', itemIndex);
		const changes = someChanges(changesOf(this, itemIndex));
		const tat = await tatFor(this, itemIndex);

		const { RequestId } = await tat.call('ModifyInvoker', { InvokerId: id, ...changes });
		return { invokerId: id, region: tat.region, requestIds: [RequestId] };
	}),
};

/** @throws {InputError} */
function changesOf(
	context: IExecuteFunctions,
	itemIndex: number,
): Omit<ModifyInvokerRequest, 'InvokerId'> {
	const fields = collectionOf(context, 'updateFields', itemIndex);
	const { commandId, instanceIds, invokeTime, name, parameters, recurrence, username } = fields;
	const chosen = (field: string) =>
		context.getNodeParameter(`updateFields.${field}`, itemIndex, '', { extractValue: true });
	if (invokeTime !== undefined && recurrence !== undefined) {
		throw new InputError(
			'Both Invoke Time and Recurrence are given',
			'Remove one of the two: an invoker has one schedule.',
		);
	}
	const scheduled = invokeTime !== undefined || recurrence !== undefined;
	return {
		...(commandId !== undefined && { CommandId: idOf('command', chosen('commandId')) }),
		...(instanceIds !== undefined && { InstanceIds: targetsOf(chosen('instanceIds')) }),
		...(name !== undefined && { Name: nameOf(name) }),
		...(parameters !== undefined && { Parameters: parametersText(parameters) }),
		...(scheduled && { ScheduleSettings: scheduleOf(context, { invokeTime, recurrence }) }),
		...(username !== undefined && { Username: textOf(username, 'Username') }),
	};
}
