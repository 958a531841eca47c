import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { CancelAccepted, CancelResult, CancelRequest } from '../../invocation/cancelAll';
import type { TaskOutcome } from '../../invocation/outcome';
import type { Settled } from '../../transport/settled';
import { LONGEST_TIMEOUT_SECONDS } from '../../transport/apiLimits';
import { TatError } from '../../transport/TatError';
import { waitForCompletionField } from '../../form/fields';
import type { Form } from '../../form/form';
import { hintAtUnread, legible } from './unreadHint';

const TIMEOUT_SECONDS = 120;

/** Waiting for the end of a cancel, as each operation that cancels offers it. */
export const completionField: INodeProperties = {
	...waitForCompletionField,
	description:
		'Whether to wait until every task has ended and return what became of each. Otherwise the result only says that TAT accepted the request.',
};

export const completionOptions: INodeProperties[] = [
	{
		displayName: 'Fail On',
		name: 'failOn',
		type: 'multiOptions',
		default: [],
		description: 'Outcomes that count as an error of the item when waiting for completion',
		options: [
			{
				name: 'Already Finished',
				value: 'alreadyFinished',
				description: 'A task had ended before the cancel reached it',
			},
			{
				name: 'Still Cancelling',
				value: 'stillCancelling',
				description: 'A task had not ended at the time-out',
			},
		],
	},
	{
		displayName: 'Send Again After',
		name: 'resendAfter',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: LONGEST_TIMEOUT_SECONDS },
		default: 30,
		description:
			'How many seconds to wait before sending the cancel again for tasks that have not ended, as a cancel can be lost on its way to an agent. Without this option, or with 0, it is sent once.',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: LONGEST_TIMEOUT_SECONDS },
		default: TIMEOUT_SECONDS,
		description:
			'How many seconds to wait for completion. After that the result says which tasks are still cancelling, e.g. because their agent is offline.',
	},
];

/** How an item wants to wait, and which outcomes are errors to it. */
interface Completion {
	wait: CancelRequest['wait'];
	failOn: readonly TaskOutcome[];
}

/** @throws {InputError} */
export function completionOf(form: Form): Completion {
	const { options } = form;
	const wait = {
		timeout: options.number('timeout') ?? TIMEOUT_SECONDS,
		resendAfter: options.number('resendAfter') ?? 0,
	};
	return {
		wait: form.flag('waitForCompletion') ? wait : undefined,
		failOn: (options.choices('failOn') ?? []) as TaskOutcome[],
	};
}

/** The answer, or the error that the person wants it to be. */
export function judged(
	answer: Settled<CancelAccepted | CancelResult>,
	failOn: readonly TaskOutcome[],
): Settled<IDataObject> {
	if ('error' in answer) return answer;
	const result = answer.value;
	const failed = failOn.find((outcome) => 'counts' in result && result.counts[outcome] > 0);
	return failed && 'tasks' in result
		? { error: unwantedOutcome(failed, result) }
		: { value: itemOf(result) };
}

/** Which are all instances is not known before their tasks are: an item shows none then. */
function itemOf(result: CancelAccepted | CancelResult): IDataObject {
	const instanceIds = result.instanceIds === 'all' ? [] : result.instanceIds;
	const tasks = 'tasks' in result && { tasks: result.tasks.map(legible) };
	return { ...result, instanceIds, ...tasks } as unknown as IDataObject;
}

function unwantedOutcome(outcome: TaskOutcome, result: CancelResult): TatError {
	const { invocationId, region, requestIds, tasks } = result;
	const concerned = tasks.filter((task) => task.outcome === outcome);
	const instanceIds = concerned.map(({ instanceId }) => instanceId);
	return new TatError({
		action: 'CancelInvocation',
		request: { InvocationId: invocationId, InstanceIds: [...result.instanceIds] },
		region,
		fault: { code: `Outcome.${outcome}`, meaning: '', hint: '', retry: 'final' },
		requestId: requestIds.at(-1) ?? null,
		ran: 'yes',
		retryable: outcome === 'stillCancelling',
		facts: [{ kind: 'unwantedOutcome', outcome, instanceIds, of: tasks.length }],
	});
}

/** Tells the person, above the output, what is missing in the results. */
export function hintAtMissing(
	context: IExecuteFunctions,
	answers: ReadonlyArray<Settled<CancelAccepted | CancelResult>>,
): void {
	hintAtStillCancelling(context, answers);
	const tasks = answers.flatMap((answer) =>
		'value' in answer && 'tasks' in answer.value ? answer.value.tasks : [],
	);
	hintAtUnread(context, tasks);
}

/** How much was not over when the time was up. */
function hintAtStillCancelling(
	context: IExecuteFunctions,
	answers: ReadonlyArray<Settled<CancelAccepted | CancelResult>>,
): void {
	const unfinished = new Map<string, number>();
	for (const answer of answers) {
		if (!('value' in answer) || !('finished' in answer.value) || answer.value.finished) continue;
		const { invocationId, counts } = answer.value;
		unfinished.set(invocationId, (unfinished.get(invocationId) ?? 0) + counts.stillCancelling);
	}
	if (unfinished.size === 0) return;
	const some = [...unfinished].slice(0, 5).map(([id, count]) => `${id} (${count})`);
	const more = unfinished.size > some.length ? ` and ${unfinished.size - some.length} more` : '';
	context.addExecutionHints({
		message: `Tasks not over at the time-out: ${some.join(', ')}${more}. A task stays in CANCELLING while the agent of its instance is offline.`,
		location: 'outputPane',
	});
}
