import { concerning } from '../transport/unwrap';
import type { Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';
import { failedAfterwards } from './afterwards';
import { sendCancels, type CancelLog } from './cancelCalls';
import { planCancel, type InstanceIds, type Target } from './cancelPlan';
import {
	cancelOutcome,
	countOutcomes,
	taskOutcome,
	type CancelOutcome,
	type TaskOutcome,
} from './outcome';
import { areTasksOver } from './status';
import type { Task } from './tasks';
import type { TaskState } from './taskStates';
import { lookUp, watch, type InvocationState, type WatchResult, type Watched } from './watch';

/** One wish to cancel. */
export interface CancelRequest extends Target {
	/** Absent: the answer is that the cancel was accepted. */
	wait?: {
		/** Seconds after which the answer is what has been reached. */
		timeout: number;
		/** Seconds after which the cancel is sent again for tasks that are not over; 0: never. */
		resendAfter: number;
	};
}

export interface CancelAccepted {
	invocationId: string;
	/** As asked for. */
	instanceIds: InstanceIds;
	region: string;
	accepted: true;
	requestIds: string[];
}

/** What became of each task that a cancel was for. */
export interface CancelResult extends CancelAccepted {
	/** Those with a task, where all were asked for. */
	instanceIds: readonly string[];
	/** Whether all tasks are over. */
	finished: boolean;
	invocationStatus: string;
	outcome: CancelOutcome;
	counts: Record<TaskOutcome, number>;
	tasks: CancelledTask[];
}

export interface CancelledTask {
	/** Null, as is `statusAfter`, where TAT shows no task of the invocation on the instance. */
	invocationTaskId: string | null;
	instanceId: string;
	/** Null when it could not be read in time. */
	statusBefore: string | null;
	statusAfter: string | null;
	outcome: TaskOutcome;
	exitCode: number | null;
	/** Null where it could not be read; `outputError` says why. */
	output: string | null;
	outputTruncated: boolean;
	outputError?: Error;
	startTime: string | null;
	endTime: string | null;
}

type States = ReadonlyMap<string, InvocationState>;

/** A cancel is urgent: a look before it that takes longer is given up. */
const LOOK_BEFORE_MS = 1000;

/**
 * Cancels all that is asked for, in one region, with as few requests as the API's limits allow, and returns in the order
 * of the wishes what was accepted and, for those that wait, what became of every task.
 *
 * @throws {StoppedError} when the execution was stopped
 */
export async function cancelAll(
	tat: Tat,
	requests: readonly CancelRequest[],
): Promise<Array<Settled<CancelAccepted | CancelResult>>> {
	const started = performance.now();
	const before = await statesBefore(tat.until(started + LOOK_BEFORE_MS), requests);
	const sending = tat.until(started + longestWait(requests));
	const log = await sendCancels(sending, planCancel(requests));
	const accepted = requests.map((request) => acceptance(tat.region, request, log));

	const waiting = requests.flatMap((request, index) =>
		request.wait && 'value' in accepted[index] ? [{ index, wait: request.wait }] : [],
	);
	const now = performance.now();
	const watched = waiting.map(({ index, wait }) => ({
		...requests[index],
		until: now + wait.timeout * 1000,
		resendAfter: wait.resendAfter,
	}));
	const seen = await watch(tat, watched, resender(tat, now));

	const answers: Array<Settled<CancelAccepted | CancelResult>> = [...accepted];
	for (const [position, { index }] of waiting.entries()) {
		const { value } = accepted[index] as { value: CancelAccepted };
		answers[index] = outcome(value, requests[index].instanceIds, seen[position], before);
	}
	return answers;
}

/** Milliseconds for which a cancel is worth repeating: as long as someone waits for its end. */
function longestWait(requests: readonly CancelRequest[]): number {
	return requests.reduce(
		(longest, { wait }) => Math.max(longest, wait ? wait.timeout * 1000 : Infinity),
		LOOK_BEFORE_MS,
	);
}

/**
 * What had ended before, for those that wait. A look that fails, or a page of it, must not keep a cancel from being sent:
 * it only leaves that open.
 */
async function statesBefore(tat: Tat, requests: readonly CancelRequest[]): Promise<States> {
	const waiting = requests.filter(({ wait }) => wait !== undefined);
	const ids = [...new Set(waiting.map(({ invocationId }) => invocationId))];
	const looked = await lookUp(tat, ids);
	return new Map(
		[...looked].flatMap(([id, state]) =>
			'value' in state && state.value ? [[id, state.value] as const] : [],
		),
	);
}

/** What the replies to a plan mean for one request. */
function acceptance(
	region: string,
	request: CancelRequest,
	log: CancelLog,
): Settled<CancelAccepted> {
	const { invocationId, instanceIds } = request;
	const named = instanceIds === 'all' ? [] : instanceIds;
	const parts = log.to(request);
	const requestIds = [
		...new Set(parts.flatMap(({ reply }) => ('value' in reply ? [reply.value] : []))),
	];
	const refused = parts.flatMap(({ instance, reply }) =>
		'error' in reply ? [{ instance, error: reply.error }] : [],
	);
	if (refused.length === 0) {
		return { value: { invocationId, instanceIds, region, accepted: true, requestIds } };
	}
	const [{ error }] = refused;
	if (!(error instanceof TatError)) return { error };
	const mine = concerning<'CancelInvocation'>(
		{
			InvocationId: invocationId,
			InstanceIds: instanceIds === 'all' ? [] : refused.map(({ instance }) => instance),
		},
		error,
	);
	const others = named.length - refused.length;
	if (requestIds.length === 0 || others <= 0) return { error: mine };
	return {
		error: mine.and({ kind: 'acceptedOnOthers', instances: others, requestIds }, { ran: 'yes' }),
	};
}

interface Resent extends Watched {
	/** Seconds; 0: never. */
	resendAfter: number;
}

/** Sends the cancel again for tasks that linger, each time their time has come. */
function resender(tat: Tat, started: number) {
	const sent = new Map<Resent, number>();
	return async (unfinished: ReadonlyMap<Resent, TaskState[]>) => {
		const due: Target[] = [];
		for (const [target, tasks] of unfinished) {
			const { resendAfter } = target;
			const last = sent.get(target) ?? started;
			if (resendAfter === 0 || performance.now() < last + resendAfter * 1000) continue;
			sent.set(target, performance.now());
			const instanceIds = tasks.map(({ instanceId }) => instanceId);
			due.push({ invocationId: target.invocationId, instanceIds });
		}
		// Whether it helps is seen in the tasks: a refusal changes nothing, and trying long would hold up the looks.
		await sendCancels(tat.until(performance.now()), planCancel(due));
	};
}

function outcome(
	accepted: CancelAccepted,
	asked: InstanceIds,
	seen: Settled<WatchResult>,
	before: States,
): Settled<CancelResult> {
	const { invocationId, ...acceptance } = accepted;
	if ('error' in seen) {
		const { requestIds } = acceptance;
		const done = { what: 'cancel', invocationId, requestIds } as const;
		return { error: failedAfterwards(done, seen.error) };
	}
	const known = before.get(invocationId)?.tasks;
	const shown = new Map(seen.value.tasks.map((task) => [task.instanceId, task]));
	const instanceIds = asked === 'all' ? [...shown.keys()] : asked;
	const tasks = instanceIds.map((id) =>
		cancelledTask(id, shown.get(id), known?.get(id)?.status ?? null),
	);
	const outcomes = tasks.map((task) => task.outcome);
	return {
		value: {
			invocationId,
			outcome: cancelOutcome(outcomes),
			finished: areTasksOver(tasks.map(({ statusAfter }) => statusAfter)),
			counts: countOutcomes(outcomes),
			invocationStatus: seen.value.invocationStatus,
			tasks,
			...acceptance,
			instanceIds,
		},
	};
}

function cancelledTask(
	instanceId: string,
	task: Task | undefined,
	statusBefore: string | null,
): CancelledTask {
	const statusAfter = task?.status ?? null;
	return {
		instanceId,
		outcome: taskOutcome(statusBefore, statusAfter),
		statusBefore,
		statusAfter,
		exitCode: task?.exitCode ?? null,
		output: task ? task.output : '',
		invocationTaskId: task?.invocationTaskId ?? null,
		outputTruncated: task?.outputTruncated ?? false,
		...(task?.outputError !== undefined && { outputError: task.outputError }),
		startTime: task?.startTime ?? null,
		endTime: task?.endTime ?? null,
	};
}
