import { idOf, idsOf } from '../../ids';
import { taskOf } from '../../invocation/tasks';
import { listed, taken } from '../../transport/listing';
import { connect } from '../../transport/tat';
import { collectionOf } from '../collection';
import { optionsField, simplifyField, tatOptions } from '../fields';
import { commandIdFilter, filtersBy, filtersField } from '../filters';
import { limitOf, listingFields } from '../listing';
import { invocationIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const getTasks: Operation = {
	option: {
		name: 'Get Tasks',
		action: 'Get invocation tasks',
		description: 'Get what each instance did and printed, of one invocation or of many',
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
				description: 'Only tasks on these, at most 5',
			},
			{
				displayName: 'Task IDs',
				name: 'taskIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. invt-jqb5ejvq',
				description: 'Only these, at most 5 with other filters and 100 without',
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

	execute: oneByOne(async function (item) {
		const limit = limitOf(this, item);
		const chosen = this.getNodeParameter('invocationId', item, '', { extractValue: true });
		const { commandId, instanceIds, taskIds } = collectionOf(this, 'filters', item);
		const simplify = this.getNodeParameter('simplify', item, true);
		const options = collectionOf(this, 'options', item);
		const filters = {
			'invocation-id': chosen && idOf('invocation', chosen),
			'command-id': commandId && idOf('command', commandId),
			'instance-id': idsOf('instance', instanceIds),
		};
		const tasks = idsOf('task', taskIds);
		// IDs and filters exclude each other.
		const wanted =
			tasks.length > 0 && !filtersBy(filters).Filters
				? { InvocationTaskIds: tasks }
				: filtersBy({ ...filters, 'invocation-task-id': tasks });
		const tat = await connect(this, tatOptions(options));
		const request = { ...wanted, HideOutput: options.includeOutput === false };
		const found = listed(
			tat,
			'DescribeInvocationTasks',
			request,
			({ InvocationTaskId }) => InvocationTaskId,
			limit,
		);
		return await taken(found, limit, (task) =>
			simplify
				? {
						invocationId: task.InvocationId ?? '',
						commandId: task.CommandId ?? '',
						commandName: task.CommandName ?? '',
						...taskOf(task),
						region: tat.region,
					}
				: { ...task },
		);
	}),
};
