import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { cancelAll } from '../../invocation/cancelAll';
import { isTaskOver } from '../../invocation/status';
import { invocations, type Selection } from '../../invocation/selection';
import { summaryOf } from '../../invocation/summary';
import { taskStatesOf } from '../../invocation/taskStates';
import type { Tat } from '../../transport/tat';
import { InputError } from '../../transport/TatError';
import { optionsField } from '../fields';
import { eachItem } from '../operation';
import {
	completionField,
	completionOf,
	completionOptions,
	hintAtUnfinished,
	judged,
} from './completion';
import { selectionField, selectionOf } from './filters';

const UNFINISHED = ['CANCELLING', 'PENDING', 'RUNNING'];

export const cancelMany = eachItem({
	option: {
		name: 'Cancel Many',
		action: 'Cancel many invocations',
		description: 'Stop all running commands that match filters',
	},

	fields: [
		selectionField({
			displayName: 'Status',
			name: 'status',
			type: 'multiOptions',
			default: ['PENDING', 'RUNNING', 'CANCELLING'],
			description: 'Only invocations in one of these states. All three if this filter is left out.',
			options: [
				{ name: 'Cancelling', value: 'CANCELLING' },
				{ name: 'Pending', value: 'PENDING' },
				{ name: 'Running', value: 'RUNNING' },
			],
		}),
		{
			displayName: 'Preview',
			name: 'preview',
			type: 'boolean',
			default: true,
			description: 'Whether to only answer what would be cancelled, and cancel nothing',
		},
		{
			displayName: 'Without filters, everything that runs in the region is cancelled.',
			name: 'everythingNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { preview: [false] } },
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 50,
			hint: 'A safety catch: when more match, nothing is cancelled',
			description: 'Max number of results to return',
		},
		{ ...completionField, displayOptions: { show: { preview: [false] } } },
		optionsField(...completionOptions),
	],

	carriedOut: ({ invocationId, preview }) => (preview ? undefined : invocationId),
	/** One answer for each invocation that an item selects. */
	prepare(form, tat) {
		const limit = form.number('limit');
		const selection = selectionOf(form);
		const { wait, failOn } = completionOf(form);
		const preview = form.flag('preview');
		tat.prepare('CancelInvocation', { InvocationId: '' });

		return async () => {
			const found = await unfinished(tat, selection, limit);
			if (preview) {
				return found.map((invocation) => ({
					value: {
						...summaryOf(invocation),
						region: tat.region,
						instanceIds: concerned(invocation, selection),
						preview: true,
					},
				}));
			}
			const requests = found.map((invocation) => ({
				invocationId: invocation.InvocationId ?? '',
				// The whole invocation, unless only some of its instances are meant.
				instanceIds: selection.instanceIds?.length ? concerned(invocation, selection) : [],
				wait,
			}));
			const results = await cancelAll(tat, requests);
			hintAtUnfinished(form.context, results);
			return results.map((result) => judged(result, failOn));
		};
	},
});

/** @throws {InputError} when more than `limit` match */
async function unfinished(tat: Tat, selection: Selection, limit: number): Promise<Invocation[]> {
	const statuses = selection.statuses?.length ? selection.statuses : UNFINISHED;
	const found: Invocation[] = [];
	for await (const invocation of invocations(tat, { ...selection, statuses })) {
		if (concerned(invocation, selection).length === 0) continue;
		found.push(invocation);
		if (found.length > limit) {
			throw new InputError(
				`More than ${limit} invocations match, so nothing was cancelled`,
				'Narrow the filters, or raise Limit once you know that all of them should be cancelled.',
			);
		}
	}
	return found;
}

/** The instances on which a cancel would stop something. */
function concerned(invocation: Invocation, { instanceIds = [] }: Selection): string[] {
	return taskStatesOf(invocation)
		.filter(
			({ instanceId, status }) =>
				!isTaskOver(status) && (instanceIds.length === 0 || instanceIds.includes(instanceId)),
		)
		.map(({ instanceId }) => instanceId);
}
