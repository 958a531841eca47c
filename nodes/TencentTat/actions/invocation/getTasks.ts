import { taskOf } from '../../invocation/tasks';
import { list, take } from '../../transport/list';
import { optionsField, simplifyField } from '../../form/fields';
import { commandIdFilter, filtersBy, filtersField } from '../../form/filters';
import { limitOf, listingFields } from '../../form/returnAll';
import { invocationIdField } from '../../form/locators';
import { oneByOne } from '../operation';
import { legible } from './unreadHint';

export const getTasks = oneByOne({
	option: {
		name: 'Get Tasks',
		action: 'Get invocation tasks',
		description: 'Get what a command did and printed on each instance, for one invocation or many',
	},

	fields: [
		{
			...invocationIdField,
			required: false,
			hint: 'Leave empty for the tasks of all invocations',
		},
		...listingFields,
		filtersField(
			{ ...commandIdFilter, description: 'Only tasks of this command' },
			{
				displayName: 'Instance IDs',
				name: 'instanceIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. ins-zcewfho0, ins-o1xv4c3q',
				description: 'Only tasks on these instances, at most 5',
			},
			{
				displayName: 'Task IDs',
				name: 'taskIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. invt-jqb5ejvq',
				description: 'Only these tasks, at most 5 with other filters and 100 without',
			},
		),
		simplifyField,
		optionsField({
			displayName: 'Include Output',
			name: 'includeOutput',
			type: 'boolean',
			default: true,
			description: 'Whether to read what the tasks printed, up to 24 KiB each',
		}),
	],

	prepare(form, tat) {
		const limit = limitOf(form);
		const invocation = form.idOrAll('invocation');
		const filters = {
			'invocation-id': invocation === 'all' ? undefined : invocation,
			'command-id': form.filters.id('command'),
			'instance-id': form.filters.ids('instance', 'instanceIds'),
		};
		const tasks = form.filters.ids('task', 'taskIds');
		const simplify = form.flag('simplify');
		const includeOutput = form.options.flag('includeOutput') ?? true;
		const request = {
			// IDs and filters exclude each other.
			...(tasks && !filtersBy(filters).Filters
				? { InvocationTaskIds: tasks }
				: filtersBy({ ...filters, 'invocation-task-id': tasks })),
			HideOutput: !includeOutput,
		};
		tat.prepare('DescribeInvocationTasks', request);
		return async () => {
			const found = list(
				tat,
				'DescribeInvocationTasks',
				request,
				({ InvocationTaskId }) => InvocationTaskId,
				limit,
			);
			return await take(found, limit, (task) => {
				if (!simplify) return { ...task };
				const { instanceId, status, exitCode, output, ...more } = legible(taskOf(task));
				return {
					instanceId,
					status,
					exitCode,
					output,
					invocationId: task.InvocationId ?? '',
					...more,
					commandName: task.CommandName ?? '',
					commandId: task.CommandId ?? '',
					region: tat.region,
				};
			});
		};
	},
});
