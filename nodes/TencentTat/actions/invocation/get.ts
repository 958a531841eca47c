import { invocationSummary } from '../../invocation/summary';
import { readTasks } from '../../invocation/tasks';
import { taskStatesOf } from '../../invocation/taskStates';
import { refusal } from '../../transport/unwrap';
import { optionsField, simplifyField } from '../../form/fields';
import { invocationIdField } from '../../form/locators';
import { oneByOne } from '../operation';
import { hintAtUnread, legible } from './unreadHint';

export const get = oneByOne({
	option: {
		name: 'Get',
		action: 'Get invocation',
		description: 'Get the state of an invocation and the output of each instance',
	},

	fields: [
		invocationIdField,
		simplifyField,
		optionsField({
			displayName: 'Include Output',
			name: 'includeOutput',
			type: 'boolean',
			default: true,
			description:
				'Whether to read exit code, times and output of each task, which takes one more request',
		}),
	],

	prepare(form, tat) {
		const request = { InvocationIds: [form.id('invocation')] };
		const simplify = form.flag('simplify');
		const includeOutput = form.options.flag('includeOutput') ?? true;
		const look = tat.prepare('DescribeInvocations', request);
		return async () => {
			const { InvocationSet = [], RequestId } = await look();
			const [invocation] = InvocationSet;
			if (!invocation) {
				throw refusal(
					{ action: 'DescribeInvocations', request, region: tat.region },
					'ResourceNotFound.InvocationNotFound',
					RequestId,
				);
			}
			const read = includeOutput ? await readTasks(tat, taskStatesOf(invocation)) : undefined;
			hintAtUnread(form.context, read ?? []);
			const tasks = read?.map(legible);
			if (!simplify) return { ...invocation, ...(tasks && { tasks }) };
			const { invocationId, invocationStatus, ...more } = invocationSummary(invocation);
			return {
				invocationId,
				invocationStatus,
				...(tasks && { tasks }),
				...more,
				region: tat.region,
			};
		};
	},
});
