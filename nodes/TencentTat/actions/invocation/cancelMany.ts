import type { Invocation } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { cancelAll, type CancelRequest } from '../../invocation/cancelAll';
import { summaryOf } from '../../invocation/summary';
import { unfinished, type Unfinished } from '../../invocation/unfinished';
import { connect } from '../../transport/tat';
import { InputError } from '../../transport/TatError';
import { collectionOf } from '../collection';
import { optionsField, tatOptions } from '../fields';
import { numberWithin } from '../numbers';
import { eachItem, type Operation } from '../operation';
import { completionField, completionOptions, hintAtUnfinished, judged, waitOf } from './completion';
import { selectionField, selectionOf } from './filters';

export const cancelMany: Operation = {
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
			typeOptions: { minValue: 1 },
			default: 50,
			hint: 'A safety catch: when more match, nothing is cancelled',
			description: 'Max number of results to return',
		},
		{ ...completionField, displayOptions: { show: { preview: [false] } } },
		optionsField(...completionOptions),
	],

	/** One answer for each invocation that an item selects. */
	execute: eachItem(async function (item) {
		const options = collectionOf(this, 'options', item);
		const limit = numberWithin(this.getNodeParameter('limit', item, 50), {
			name: 'Limit',
			least: 1,
			whole: true,
		});
		const selection = selectionOf(this, collectionOf(this, 'filters', item));
		const wait = waitOf(this, item, options);
		const tat = await connect(this, tatOptions(options));
		const found = await upTo(limit, unfinished(tat, selection));

		if (this.getNodeParameter('preview', item, true)) {
			return found.map(({ invocation, open }) => ({
				item,
				value: {
					...summaryOf(invocation),
					region: tat.region,
					instanceIds: open,
					preview: true,
				},
			}));
		}
		const known = found.filter(({ target }) => target.length > 0);
		const requests = known.map(
			({ invocation, target }): CancelRequest => ({
				invocationId: invocation.InvocationId ?? '',
				instanceIds: target,
				wait,
			}),
		);
		const results = await cancelAll(tat, requests);
		hintAtUnfinished(this, results);
		return [
			...results.map((result) => ({ item, ...judged(result, options.failOn) })),
			...found
				.filter(({ target }) => target.length === 0)
				.map(({ invocation }) => ({ item, error: leftAlone(invocation) })),
		];
	}),
};

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

/** For one that may run on the instances in the filter, or not. */
function leftAlone({ InvocationId, InvocationStatus }: Invocation): InputError {
	return new InputError(
		`${InvocationId} is ${InvocationStatus}, but TAT does not show on which instances, so it was left alone`,
		'Run this again in a moment, or cancel it by its ID.',
	);
}
