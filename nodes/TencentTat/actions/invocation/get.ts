import { summaryOf } from '../../invocation/summary';
import { readTasks } from '../../invocation/tasks';
import { taskStatesOf } from '../../invocation/taskStates';
import { refusal } from '../../transport/answer';
import { connect } from '../../transport/tat';
import { collectionOf } from '../collection';
import { optionsField, simplifyField, tatOptions } from '../fields';
import { chosenId, invocationIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const get: Operation = {
	option: {
		name: 'Get',
		action: 'Get invocation',
		description: 'Get the state of an invocation, with what each instance has printed',
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
				'Whether to read exit code, times and output of each task, which takes a request more',
		}),
	],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'invocation', itemIndex);
		const options = collectionOf(this, 'options', itemIndex);
		const tat = await connect(this, tatOptions(options));

		const request = { InvocationIds: [id] };
		const { InvocationSet = [], RequestId } = await tat.call('DescribeInvocations', request);
		const [invocation] = InvocationSet;
		if (!invocation) {
			throw refusal(
				{ action: 'DescribeInvocations', request, region: tat.region },
				'ResourceNotFound.InvocationNotFound',
				RequestId,
			);
		}
		const tasks =
			(options.includeOutput ?? true)
				? { tasks: await readTasks(tat, taskStatesOf(invocation)) }
				: {};
		return this.getNodeParameter('simplify', itemIndex, true)
			? { ...summaryOf(invocation), region: tat.region, ...tasks }
			: { ...invocation, ...tasks };
	}),
};
