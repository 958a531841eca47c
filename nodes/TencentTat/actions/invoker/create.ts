import { nextRun, scheduleText } from '../../invoker/schedule';
import { commandSettings, settingFields } from '../../form/commandFields';
import { optionsField } from '../../form/fields';
import { chosenTargets, commandIdField } from '../../form/locators';
import { oneByOne } from '../operation';
import { parametersField, parametersIfAny } from '../../form/parameters';
import {
	invokeTimeField,
	nameField,
	nameOf,
	recurrenceField,
	scheduleOf,
	targetsField,
} from './fields';

export const create = oneByOne({
	option: {
		name: 'Create',
		action: 'Create invoker',
		description: 'Run a saved command once at a given time, or on a recurring schedule',
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

	carriedOut: ({ invokerId }) => invokerId,
	prepare(form, tat) {
		const name = nameOf(form.text('name'));
		const { options } = form;
		const field = form.choice('schedule') === 'ONCE' ? 'invokeTime' : 'recurrence';
		const schedule = scheduleOf(form, field, form.timezone);
		const send = tat.prepare('CreateInvoker', {
			Name: name,
			Type: 'SCHEDULE',
			CommandId: form.id('command'),
			InstanceIds: chosenTargets(form),
			ScheduleSettings: schedule,
			...commandSettings(options),
			...parametersIfAny(options.rows('parameters')),
		});
		return async () => {
			const { InvokerId, RequestId } = await send();
			return {
				invokerId: InvokerId,
				name,
				scheduleText: scheduleText(schedule),
				nextRun: nextRun(schedule, Date.now()),
				region: tat.region,
				requestIds: [RequestId],
			};
		};
	},
});
