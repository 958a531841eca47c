import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { waitForResults, type RunResult } from '../../invocation/results';
import type { Started } from '../../invocation/start';
import { StoppedError } from '../../transport/pause';
import { settled, type Settled } from '../../transport/settled';
import type { Tat } from '../../transport/tat';
import { TatError } from '../../transport/TatError';
import { LONGEST_TIMEOUT_SECONDS } from '../../transport/apiLimits';
import { goesOn } from '../../failure';
import { waitForCompletionField } from '../../form/fields';
import type { Form } from '../../form/form';
import { instanceIdsField } from '../../form/locators';
import { cancelAfterStop } from './afterStop';
import { hintAtUnread, legible } from './unreadHint';

/** Delivery to the instance and the report of the end come on top of the command's own time. */
const DELIVERY_SECONDS = 60;
/** For a look that only says how long to wait. */
const LOOK_MS = 5000;

export const retryNotice: INodeProperties = {
	displayName:
		'Leave Retry On Fail (in the settings of this node) off: after a lost response it would run the command again.',
	name: 'retryNotice',
	type: 'notice',
	default: '',
};

export const targetsField: INodeProperties = {
	...instanceIdsField,
	description:
		'Instances to run the command on. CVM and Lighthouse instances cannot be mixed. More than 200 are split over several invocations.',
};

export const waitField: INodeProperties = {
	...waitForCompletionField,
	default: false,
	description:
		'Whether to wait for all instances and return one item for each. Otherwise the step returns at once with the ID of the invocation. Input items that wait run one after the other: to run on many instances at once, list them all in one item.',
};

export const runningOptions: INodeProperties[] = [
	{
		displayName: 'Cancel When Stopped',
		name: 'cancelWhenStopped',
		type: 'boolean',
		default: true,
		description:
			'Whether to cancel the command on its instances when the workflow is stopped, or reaches its time-out, while this step waits',
	},
	{
		displayName: 'Fail on Failed Task',
		name: 'failOnFailedTask',
		type: 'boolean',
		default: false,
		description:
			'Whether to return an error instead of an item for each instance on which the command does not succeed, when waiting for completion. With On Error = Stop Workflow it fails the step.',
	},
	{
		displayName: 'Look After Lost Answer',
		name: 'lookAfterLostAnswer',
		type: 'boolean',
		default: false,
		description:
			'Whether to search for the invocation by command, time and instances when the response to its start is lost, e.g. by a network fault. It is never started a second time.',
	},
];

/** How an item wants a run to be seen through. */
interface Running {
	wait: boolean;
	/** Whether to look for what was started when the answer is lost. */
	look: boolean;
	cancelWhenStopped: boolean;
	failOnFailedTask: boolean;
}

/** @throws {InputError} */
export function runningOf(form: Form): Running {
	const { options } = form;
	return {
		wait: form.flag('waitForCompletion'),
		look: options.flag('lookAfterLostAnswer') ?? false,
		cancelWhenStopped: options.flag('cancelWhenStopped') ?? true,
		failOnFailedTask: options.flag('failOnFailedTask') ?? false,
	};
}

/** The answers of one item: at once what was started, or after the end one for each instance. */
export async function collectResults(
	context: IExecuteFunctions,
	tat: Tat,
	results: ReadonlyArray<Settled<Started>>,
	{ wait, cancelWhenStopped, failOnFailedTask }: Running,
	timeout?: number,
): Promise<Array<Settled<IDataObject>>> {
	const started = results.flatMap((result) => ('value' in result ? [result.value] : []));
	const refused = results.flatMap((result) => ('error' in result ? [{ error: result.error }] : []));
	if (!wait) {
		return [...started.map((value) => ({ value: { ...value, region: tat.region } })), ...refused];
	}
	// Where a refusal ends the step, its error must not wait for the others. After a stop there is no waiting.
	const ends = refused.length > 0 && !goesOn(context) && !tat.signal?.aborted;
	const afterStop = async () => {
		const errors = refused.map(({ error }) => error);
		if (cancelWhenStopped) await cancelAfterStop(context, tat, started, errors);
	};
	if (started.length === 0 && tat.signal?.aborted) await afterStop();
	if (started.length === 0 || ends) return refused;
	const seconds = (timeout ?? (await timeoutOf(tat, started))) + DELIVERY_SECONDS;
	const watched = await settled(waitForResults(tat, started, performance.now() + seconds * 1000));
	if ('error' in watched) {
		if (watched.error instanceof StoppedError) await afterStop();
		throw watched.error;
	}
	const ended = watched.value;
	hintAtStillRunning(context, ended);
	hintAtUnread(
		context,
		ended.flatMap((result) => ('value' in result ? [result.value] : [])),
	);
	const judged = failOnFailedTask ? failedAsErrors(ended) : ended;
	return [...judged.map(shown), ...refused];
}

function shown(result: Settled<RunResult>): Settled<IDataObject> {
	return 'error' in result ? result : { value: { ...legible(result.value) } };
}

/** Seconds that a saved command may take; it is not worth an error when they cannot be read. */
async function timeoutOf(tat: Tat, [first]: readonly Started[]): Promise<number> {
	const looking = tat.until(performance.now() + LOOK_MS);
	const looked = await settled(
		looking.call('DescribeInvocations', { InvocationIds: [first.invocationId] }),
	);
	const timeout = 'value' in looked ? looked.value.InvocationSet?.[0]?.Timeout : undefined;
	return timeout ?? LONGEST_TIMEOUT_SECONDS;
}

/** The first error is all that On Error = Stop shows, so each says how many there are. */
function failedAsErrors(results: ReadonlyArray<Settled<RunResult>>): Array<Settled<RunResult>> {
	const failed = results.filter((result) => !succeeded(result)).length;
	return results.map((result) =>
		'error' in result || succeeded(result)
			? result
			: failedAsError(result.value, { failed, of: results.length }),
	);
}

function succeeded(result: Settled<RunResult>): boolean {
	return 'value' in result && result.value.status?.toUpperCase() === 'SUCCESS';
}

function failedAsError(
	result: RunResult,
	extent: { failed: number; of: number },
): { error: TatError } {
	const { invocationId, instanceId, region, status, finished, exitCode, output, errorInfo } =
		result;
	const started = !/^(DELIVER|START)_FAILED$/i.test(status ?? '');
	const says = errorInfo || output || '';
	const task = { invocationId, instanceId, status, finished, started, exitCode, says };
	return {
		error: new TatError({
			action: 'DescribeInvocationTasks',
			request: { InvocationTaskIds: [result.invocationTaskId] },
			region,
			fault: { code: `Outcome.${status ?? 'UNKNOWN'}`, meaning: '', hint: '', retry: 'final' },
			requestId: null,
			ran: started ? 'yes' : 'no',
			retryable: false,
			facts: [{ kind: 'taskFailed', ...task, ...extent }],
		}),
	};
}

/** Tells the person, above the output, what was not over when the time was up. */
function hintAtStillRunning(
	context: IExecuteFunctions,
	results: ReadonlyArray<Settled<RunResult>>,
): void {
	const open = results.flatMap((result) =>
		'value' in result && !result.value.finished ? [result.value] : [],
	);
	if (open.length === 0) return;
	const shown = open.slice(0, 5).map(({ instanceId, status }) => `${instanceId} (${status})`);
	const more = open.length > shown.length ? ` and ${open.length - shown.length} more` : '';
	context.addExecutionHints({
		message: `Not over when the waiting ended: ${shown.join(', ')}${more}. They go on; their items say finished: false.`,
		location: 'outputPane',
	});
}
