import { nextRun, scheduleText } from '../../invoker/schedule';
import { connect } from '../../transport/tat';
import { collectionOf } from '../collection';
import { commandSettings, settingFields } from '../commandFields';
import { optionsField, tatOptions } from '../fields';
import { chosenId, chosenTargets, commandIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';
import { parametersField, parametersIfAny } from '../parameters';
import {
	invokeTimeField,
	nameField,
	nameOf,
	recurrenceField,
	scheduleOf,
	targetsField,
} from './fields';

export const create: Operation = {
	option: {
		name: 'Create',
		action: 'Create invoker',
		description: 'Have a saved command run once at a time, or again and again',
	},

	fields: [
		{ ...nameField, required: true },
		commandIdField,
		targetsField,
		{
			displayName: 'Schedule',
			name: 'schedule',
			type: 'options',
			default: 'RECURRENCE',
			options: [
				{ name: 'Once', value: 'ONCE' },
				{ name: 'Recurring', value: 'RECURRENCE' },
			],
		},
		{ ...invokeTimeField, required: true, displayOptions: { show: { schedule: ['ONCE'] } } },
		{ ...recurrenceField, required: true, displayOptions: { show: { schedule: ['RECURRENCE'] } } },
		optionsField(parametersField, ...settingFields('tags', 'username')),
	],

	execute: oneByOne(async function (itemIndex) {
		const options = collectionOf(this, 'options', itemIndex);
		const name = nameOf(this.getNodeParameter('name', itemIndex, ''));
		const commandId = chosenId(this, 'command', itemIndex);
		const instanceIds = chosenTargets(this, itemIndex);
		const field =
			this.getNodeParameter('schedule', itemIndex) === 'ONCE' ? 'invokeTime' : 'recurrence';
		const schedule = scheduleOf(this, { [field]: this.getNodeParameter(field, itemIndex, '') });
		const parameters = parametersIfAny(options.parameters);
		const tat = await connect(this, tatOptions(options));

		const { InvokerId, RequestId } = await tat.call('CreateInvoker', {
			Name: name,
			Type: 'SCHEDULE',
			CommandId: commandId,
			InstanceIds: instanceIds,
			ScheduleSettings: schedule,
			...commandSettings({ tags: options.tags, username: options.username }),
			...parameters,
		});
		return {
			invokerId: InvokerId,
			name,
			scheduleText: scheduleText(schedule),
			nextRun: nextRun(schedule, Date.now()),
			region: tat.region,
			requestIds: [RequestId],
		};
	}),
};
