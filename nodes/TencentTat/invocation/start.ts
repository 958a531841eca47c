import { mayHaveRun } from '../transport/unwrap';
import type { RequestOf } from '../transport/api';
import { mostEntries } from '../transport/apiLimits';
import { eachOf, portions } from '../transport/batches';
import { settled, type Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';
import { findStarted } from './findStarted';
import { begin, lose, settle } from './startRegistry';

/** A command that was started: one invocation. */
export interface Started {
	invocationId: string;
	commandId: string;
	instanceIds: string[];
	/** None when the answer was lost and the invocation was found by looking for it. */
	requestIds: string[];
}

/** What starts a command. */
export type StartAction = 'RunCommand' | 'InvokeCommand';

const MOST_INSTANCES = mostEntries('RunCommand', 'InstanceIds');

/**
 * Starts a command on any number of instances, in as few invocations as the API's limit allows. The first one goes
 * alone: what is refused there would be refused again, so nothing else is sent then.
 *
 * @param start one invocation; after the first it is told what that one was
 */
export async function startOnAll(
	instanceIds: readonly string[],
	start: (instanceIds: string[], first?: Started) => Promise<Started>,
): Promise<Array<Settled<Started>>> {
	const [head, ...others] = portions(instanceIds, MOST_INSTANCES);
	const first = await settled(start(head));
	if ('error' in first) return [first];
	const results = [
		first,
		...(await eachOf(others, async (portion) => await settled(start(portion, first.value)))),
	];
	const started = results.flatMap((result) => ('value' in result ? [result.value] : []));
	return results.map((result) =>
		'error' in result ? { error: withOthers(result.error, started) } : result,
	);
}

/**
 * Sends one request that starts a command, and never a second one.
 *
 * @param look whether to look for the invocation when the answer was lost
 */
export async function start<A extends StartAction>(
	tat: Tat,
	action: A,
	request: RequestOf<A>,
	look: boolean,
): Promise<Started> {
	const underWay = begin(tat, request);
	const answer = await settled(tat.call(action, request));
	if ('value' in answer) {
		const { InvocationId = '', RequestId = '' } = answer.value;
		settle(underWay, InvocationId);
		const { CommandId = '' } = { ...request, ...answer.value } as { CommandId?: string };
		return {
			invocationId: InvocationId,
			commandId: CommandId,
			instanceIds: request.InstanceIds,
			requestIds: [RequestId],
		};
	}
	const { error } = answer;
	if (!(error instanceof TatError && mayHaveRun(action, error.failure.fault))) {
		settle(underWay);
		throw error;
	}
	lose(underWay, error.failure.sentAt);
	if (!look) throw error;
	const { InvocationId = '', CommandId = '' } = await findStarted(tat, underWay, error);
	settle(underWay, InvocationId);
	return {
		invocationId: InvocationId,
		commandId: CommandId,
		instanceIds: request.InstanceIds,
		requestIds: [],
	};
}

/** The error of one part, which must not read as if nothing had been started. */
function withOthers(error: unknown, started: readonly Started[]): unknown {
	if (!(error instanceof TatError)) return error;
	const instances = started.reduce((sum, { instanceIds }) => sum + instanceIds.length, 0);
	const invocationIds = started.map(({ invocationId }) => invocationId);
	return error.and({ kind: 'startedOnOthers', instances, invocationIds });
}
