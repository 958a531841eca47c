import { cancelAll, type CancelRequest } from '../../invocation/cancelAll';

import { settled, type Settled } from '../../transport/settled';
import { connector, type Tat } from '../../transport/tat';
import { collectionOf } from '../collection';
import { optionsField, tatOptions } from '../fields';
import { chosenId, chosenInstances, instanceIdsField, invocationIdField } from '../locators';
import type { Answer, Operation } from '../operation';
import { completionField, completionOptions, hintAtUnfinished, judged, waitOf } from './completion';

/** What one item asks for. */
interface Form {
	tat: Tat;
	request: CancelRequest;
	failOn: unknown;
}

type ReadForm = Settled<Form> & { item: number };

export const cancel: Operation = {
	option: {
		name: 'Cancel',
		action: 'Cancel invocation',
		description: 'Stop a running command on all of its instances, or on some',
	},

	fields: [
		invocationIdField,
		{
			...instanceIdsField,
			required: false,
			default: { mode: 'id', value: '' },
			hint: 'Leave empty to stop it on all instances',
			description:
				'Instances to stop the command on, separated by commas, spaces or new lines, or an expression that gives an array',
		},
		completionField,
		optionsField(...completionOptions),
	],

	/** All items together: those of one invocation share requests, and all are waited for at once. */
	async execute(items) {
		const connect = connector(this);
		const forms: ReadForm[] = [];
		for (const itemIndex of items) {
			const read = async (): Promise<Form> => {
				const options = collectionOf(this, 'options', itemIndex);
				const instanceIds = chosenInstances(this, itemIndex);
				const request: CancelRequest = {
					invocationId: chosenId(this, 'invocation', itemIndex),
					instanceIds: instanceIds.length > 0 ? instanceIds : 'all',
					wait: waitOf(this, itemIndex, options),
				};
				return { tat: await connect(tatOptions(options)), request, failOn: options.failOn };
			};
			const form = await settled(read());
			if ('error' in form && !this.continueOnFail()) return [{ item: itemIndex, ...form }];
			forms.push({ item: itemIndex, ...form });
		}
		return await answered(forms, async (tat, requests) => {
			const answers = await cancelAll(tat, requests);
			hintAtUnfinished(this, answers);
			return answers;
		});
	},
};

/** The answers to `forms`, in their order: those that go to one place are handed to `cancelled` together. */
async function answered(
	forms: readonly ReadForm[],
	cancelled: (tat: Tat, requests: CancelRequest[]) => ReturnType<typeof cancelAll>,
): Promise<Answer[]> {
	const answers: Answer[] = [];
	const places = new Map<Tat, Array<Form & { index: number }>>();
	for (const [index, form] of forms.entries()) {
		if ('error' in form) {
			answers[index] = form;
			continue;
		}
		const { tat } = form.value;
		const here = places.get(tat) ?? [];
		here.push({ ...form.value, index });
		places.set(tat, here);
	}
	await Promise.all(
		[...places].map(async ([tat, here]) => {
			const results = await cancelled(
				tat,
				here.map(({ request }) => request),
			);
			for (const [position, { index, failOn }] of here.entries()) {
				answers[index] = { item: forms[index].item, ...judged(results[position], failOn) };
			}
		}),
	);
	return answers;
}
