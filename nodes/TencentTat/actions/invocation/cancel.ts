import { cancelAll, type CancelRequest } from '../../invocation/cancelAll';
import type { Settled } from '../../transport/settled';
import type { Tat } from '../../transport/tat';
import { namingDone } from '../../carriedOut';
import { goesOn } from '../../failure';
import { optionsField } from '../../form/fields';
import { formsOf, type Form } from '../../form/form';
import { chosenInstancesOrAll, invocationIdField, someInstancesField } from '../../form/locators';
import { readItems, type OutputItem, type Operation } from '../operation';
import {
	completionField,
	completionOf,
	completionOptions,
	hintAtMissing,
	judged,
} from './completion';

/** What one item asks for. */
interface Wish {
	tat: Tat;
	request: CancelRequest;
	failOn: ReturnType<typeof completionOf>['failOn'];
}

type ReadWish = Settled<Wish> & { item: number };

const fields = [
	invocationIdField,
	{
		...someInstancesField,
		hint: 'Leave empty to stop it on all instances',
		description:
			'Instances to stop the command on, separated by commas, spaces or new lines, or an expression that returns an array. An expression that returns no ID is refused; to mean all instances, have it return the word all.',
	},
	completionField,
	optionsField(...completionOptions),
];

export const cancel: Operation = {
	option: {
		name: 'Cancel',
		action: 'Cancel invocation',
		description: 'Stop a running command on all or some of its instances',
	},

	fields,

	/** Takes all items together: those of one invocation share requests, and all wait at the same time. */
	async execute(items) {
		const wishes = await readItems(this, items, formsOf(this, fields), wishOf);
		const ends = !goesOn(this);
		const last = wishes.at(-1);
		if (ends && last && 'error' in last) return [last];
		const answers = await cancelByPlace(wishes, async (tat, requests) => {
			const results = await cancelAll(tat, requests);
			hintAtMissing(this, results);
			return results;
		});
		return ends ? namingDone(answers, ({ invocationId }) => invocationId) : answers;
	},
};

/** @throws {InputError} */
function wishOf(form: Form, tat: Tat): Wish {
	const invocationId = form.id('invocation');
	const instanceIds = chosenInstancesOrAll(form);
	const { wait, failOn } = completionOf(form);
	tat.prepare('CancelInvocation', { InvocationId: invocationId });
	return {
		tat,
		request: { invocationId, instanceIds, wait },
		failOn,
	};
}

/** Returns results in the order of `wishes`; hands `cancelled` all wishes for one endpoint and region together. */
async function cancelByPlace(
	wishes: readonly ReadWish[],
	cancelAtPlace: (tat: Tat, requests: CancelRequest[]) => ReturnType<typeof cancelAll>,
): Promise<OutputItem[]> {
	const answers: OutputItem[] = [];
	const places = new Map<Tat, Array<Wish & { index: number }>>();
	for (const [index, wish] of wishes.entries()) {
		if ('error' in wish) {
			answers[index] = wish;
			continue;
		}
		const { tat } = wish.value;
		const here = places.get(tat) ?? [];
		here.push({ ...wish.value, index });
		places.set(tat, here);
	}
	await Promise.all(
		[...places].map(async ([tat, here]) => {
			const results = await cancelAtPlace(
				tat,
				here.map(({ request }) => request),
			);
			for (const [position, { index, failOn }] of here.entries()) {
				answers[index] = { item: wishes[index].item, ...judged(results[position], failOn) };
			}
		}),
	);
	return answers;
}
