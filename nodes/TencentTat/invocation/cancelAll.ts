import { concerning, refusal } from '../transport/answer';
import { settled, type Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';
import { failedAfterwards } from './afterwards';
import { sendCancels } from './cancelCalls';
import { planCancel, type Replies, type Target } from './cancelPlan';
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
import { lookUp, watch, type InvocationState, type Seen, type Watched } from './watch';

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

export interface Accepted {
	invocationId: string;
	instanceIds: readonly string[];
	region: string;
	accepted: true;
	requestIds: string[];
}

/** What became of each task that a cancel was for. */
export interface Cancelled extends Accepted {
	/** Whether all tasks are over. */
	finished: boolean;
	invocationStatus: string;
	outcome: CancelOutcome;
	counts: Record<TaskOutcome, number>;
	tasks: CancelledTask[];
}

export interface CancelledTask {
	invocationTaskId: string;
	instanceId: string;
	/** Null when it could not be read. */
	statusBefore: string | null;
	statusAfter: string;
	outcome: TaskOutcome;
	exitCode: number | null;
	output: string;
	outputTruncated: boolean;
	startTime: string | null;
	endTime: string | null;
}

type States = ReadonlyMap<string, InvocationState>;

/**
 * Cancels all that is asked for, in one region, with as few requests as the API's limits allow, and answers each in its
 * order: what was accepted and, for those that wait, what became of every task.
 *
 * @throws {StoppedError} when the execution was stopped
 */
export async function cancelAll(
	tat: Tat,
	requests: readonly CancelRequest[],
): Promise<Array<Settled<Accepted | Cancelled>>> {
	const plan = planCancel(requests);
	const before = await statesBefore(tat, requests, plan);
	const replies = await sendCancels(tat, plan);
	const accepted = requests.map((request) => acceptance(tat.region, request, replies, before));

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

	const answers: Array<Settled<Accepted | Cancelled>> = [...accepted];
	for (const [position, { index }] of waiting.entries()) {
		const { value } = accepted[index] as { value: Accepted };
		answers[index] = outcome(value, seen[position], before);
	}
	return answers;
}

/**
 * What had ended before, for those that wait; and which instances there are, for those that a cancel of the whole
 * invocation absorbs. A failed look must not keep a cancel from being sent: it only leaves that open.
 */
async function statesBefore(
	tat: Tat,
	requests: readonly CancelRequest[],
	plan: readonly Target[],
): Promise<States> {
	const wholes = new Set(
		plan.flatMap(({ invocationId, instanceIds }) =>
			instanceIds.length === 0 ? [invocationId] : [],
		),
	);
	const needed = requests.filter(
		({ wait, invocationId, instanceIds }) =>
			wait !== undefined || (instanceIds.length > 0 && wholes.has(invocationId)),
	);
	const ids = [...new Set(needed.map(({ invocationId }) => invocationId))];
	const looked = await settled(lookUp(tat, ids));
	return 'value' in looked ? looked.value : new Map();
}

/** What the replies to a plan mean for one request. */
function acceptance(
	region: string,
	request: CancelRequest,
	replies: Replies,
	before: States,
): Settled<Accepted> {
	const { invocationId, instanceIds } = request;
	const parts = [...replies.to(request), ...unrelated(region, request, replies, before)];
	const requestIds = [
		...new Set(parts.flatMap(({ reply }) => ('value' in reply ? [reply.value] : []))),
	];
	const refused = parts.flatMap(({ instanceId, reply }) =>
		'error' in reply ? [{ instanceId, error: reply.error }] : [],
	);
	if (refused.length === 0) {
		return { value: { invocationId, instanceIds, region, accepted: true, requestIds } };
	}
	const [{ error }] = refused;
	if (!(error instanceof TatError)) return { error };
	const mine = concerning<'CancelInvocation'>(
		{
			InvocationId: invocationId,
			InstanceIds: refused.flatMap(({ instanceId }) => instanceId || []),
		},
		error,
	);
	const others = instanceIds.length - refused.length;
	if (requestIds.length === 0 || others <= 0) return { error: mine };
	return {
		error: new TatError(
			`${mine.message}. On its other ${others} instances it was accepted (RequestId ${requestIds.join(', ')})`,
			mine.details,
			mine.fault,
		),
	};
}

/** Instances that a cancel of the whole invocation cannot have reached, since the invocation has no task on them. */
function unrelated(
	region: string,
	{ invocationId, instanceIds }: CancelRequest,
	replies: Replies,
	before: States,
) {
	const known = before.get(invocationId)?.tasks;
	const isAbsorbed = replies.to({ invocationId, instanceIds: [] }).length > 0;
	if (!known || !isAbsorbed) return [];
	return instanceIds
		.filter((id) => !known.has(id))
		.map((instanceId) => ({
			instanceId,
			reply: {
				error: refusal(
					{
						action: 'CancelInvocation',
						request: { InvocationId: invocationId, InstanceIds: [instanceId] },
						region,
					},
					'InvalidParameterValue.InstanceIsNotRelatedToInvocation',
				),
			},
		}));
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
			if (instanceIds.length > 0) due.push({ invocationId: target.invocationId, instanceIds });
		}
		// Whether it helps is seen in the tasks: a refusal changes nothing.
		await sendCancels(tat, planCancel(due));
	};
}

function outcome(accepted: Accepted, seen: Settled<Seen>, before: States): Settled<Cancelled> {
	const { invocationId, instanceIds, requestIds } = accepted;
	if ('error' in seen) {
		const done = `Cancel of ${invocationId} was accepted (RequestId ${requestIds.join(', ')})`;
		return { error: failedAfterwards(done, seen.error) };
	}
	const known = before.get(invocationId)?.tasks;
	const tasks = seen.value.tasks.map((task) =>
		cancelled(task, known?.get(task.instanceId)?.status),
	);
	const outcomes = tasks.map((task) => task.outcome);
	return {
		value: {
			...accepted,
			instanceIds: instanceIds.length > 0 ? instanceIds : tasks.map(({ instanceId }) => instanceId),
			finished: areTasksOver(tasks.map(({ statusAfter }) => statusAfter)),
			invocationStatus: seen.value.invocationStatus,
			outcome: cancelOutcome(outcomes),
			counts: countOutcomes(outcomes),
			tasks,
		},
	};
}

function cancelled(task: Task, statusBefore: string | undefined): CancelledTask {
	return {
		invocationTaskId: task.invocationTaskId,
		instanceId: task.instanceId,
		statusBefore: statusBefore ?? null,
		statusAfter: task.status,
		outcome: taskOutcome(statusBefore, task.status),
		exitCode: task.exitCode,
		output: task.output,
		outputTruncated: task.outputTruncated,
		startTime: task.startTime,
		endTime: task.endTime,
	};
}
