import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { cancelAll, type CancelRequest } from '../../invocation/cancelAll';
import { invocationSummary } from '../../invocation/summary';
import { listUnfinished, type Unfinished } from '../../invocation/unfinished';
import { InputError } from '../../transport/TatError';
import { optionsField } from '../../form/fields';
import { eachItem } from '../operation';
import {
	completionField,
	completionOf,
	completionOptions,
	hintAtMissing,
	judged,
} from './completion';
import { selectionField, selectionOf } from './filters';

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
			description: 'Whether to only return what would be cancelled, without cancelling anything',
		},
		{
			displayName: 'Without filters, this cancels everything that runs in the region.',
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
	/** Returns a result for each invocation that an item selects. */
	prepare(form, tat) {
		const limit = form.number('limit');
		const selection = selectionOf(form);
		const { wait, failOn } = completionOf(form);
		const preview = form.flag('preview');
		tat.prepare('CancelInvocation', { InvocationId: '' });

		return async () => {
			const found = await upTo(limit, listUnfinished(tat, selection));
			if (preview) {
				return found.map(({ invocation, open }) => ({
					value: {
						...invocationSummary(invocation),
						region: tat.region,
						instanceIds: open,
						preview: true,
					},
				}));
			}
			const requests = found.flatMap(({ invocation, target }): CancelRequest[] =>
				target === 'unknown'
					? []
					: [{ invocationId: invocation.InvocationId ?? '', instanceIds: target, wait }],
			);
			const results = await cancelAll(tat, requests);
			hintAtMissing(form.context, results);
			return [
				...results.map((result) => judged(result, failOn)),
				...found
					.filter(({ target }) => target === 'unknown')
					.map(({ invocation }) => ({ error: leftAlone(invocation) })),
			];
		};
	},
});

/** @throws {InputError} when more than `limit` match */
async function upTo(limit: number, matches: AsyncIterable<Unfinished>): Promise<Unfinished[]> {
	const found: Unfinished[] = [];
	for await (const match of matches) {
		found.push(match);
		if (found.length > limit) {
			throw new InputError(
				`More than ${limit} invocations match, so nothing was cancelled`,
				'Narrow the filters, or raise Limit once you know that all of them should be cancelled.',
			);
		}
	}
	return found;
}

/** For an invocation that may or may not run on the instances in the filter. */
function leftAlone({ InvocationId, InvocationStatus }: Invocation): InputError {
	return new InputError(
		`${InvocationId} is ${InvocationStatus}, but TAT does not show on which instances, so it was left alone`,
		'Run this again in a moment, or cancel it by its ID.',
	);
}
