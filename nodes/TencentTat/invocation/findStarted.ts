import type {
	Invocation,
	InvokeCommandRequest,
	RunCommandRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { atHost } from '../../../tencentcloud/clock';
import { pause } from '../transport/pause';
import { settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';
import { invocations } from './selection';
import type { Started } from './start';
import { taskStatesOf } from './taskStates';

/** A request whose answer was lost may still be under way. */
const LOOKS_AFTER_MS = [0, 1000, 3000];
/** Times of the API are whole seconds. */
const LEEWAY_MS = 1000;

/** Invocations that an answer or a look told of already: they belong to another request. */
const claimed = new Set<string>();
const MOST_CLAIMED = 10_000;

export function claim(invocationId: string): void {
	if (claimed.size >= MOST_CLAIMED) claimed.delete(claimed.values().next().value as string);
	claimed.add(invocationId);
}

/**
 * The invocation of a request whose answer was lost: the only one made since then with the same command and the same
 * instances that is not another request's. A stop of the execution does not keep it from being found: it is cancelled
 * then.
 *
 * @param sentAt milliseconds since the epoch
 * @throws {TatError} `lost` with what was found, where that is not exactly one
 */
export async function findStarted(
	tat: Tat,
	request: RunCommandRequest | InvokeCommandRequest,
	sentAt: number,
	lost: TatError,
): Promise<Started> {
	let found: Invocation[] = [];
	for (const milliseconds of LOOKS_AFTER_MS) {
		await pause(milliseconds);
		const looked = await settled(candidates(tat.afterStop(), request, sentAt));
		if ('error' in looked) throw withResult(lost, 'Looking for it failed as well');
		found = looked.value;
		if (found.length > 0) break;
	}
	if (found.length !== 1) {
		const ids = found.map(({ InvocationId }) => InvocationId).join(', ');
		throw withResult(
			lost,
			found.length === 0
				? 'It was looked for, and not found within some seconds'
				: `It was looked for, and may be any of ${ids}`,
		);
	}
	const [{ InvocationId = '', CommandId = '' }] = found;
	claim(InvocationId);
	return {
		invocationId: InvocationId,
		commandId: CommandId,
		instanceIds: request.InstanceIds,
		requestIds: [],
	};
}

async function candidates(
	tat: Tat,
	request: RunCommandRequest | InvokeCommandRequest,
	sentAt: number,
): Promise<Invocation[]> {
	const found: Invocation[] = [];
	const commandId = 'CommandId' in request ? request.CommandId : undefined;
	for await (const invocation of invocations(tat, { commandId })) {
		// Newest first, so that all the rest is older.
		const createdAt = Date.parse(invocation.CreatedTime ?? '');
		if (createdAt < atHost(tat.host, sentAt) - LEEWAY_MS) break;
		if (isOf(request, invocation) && !claimed.has(invocation.InvocationId ?? '')) {
			found.push(invocation);
		}
	}
	return found;
}

function isOf(request: RunCommandRequest | InvokeCommandRequest, invocation: Invocation): boolean {
	const instances = new Set(taskStatesOf(invocation).map(({ instanceId }) => instanceId));
	const sameInstances =
		instances.size === request.InstanceIds.length &&
		request.InstanceIds.every((id) => instances.has(id));
	const sameCommand =
		'CommandId' in request
			? invocation.CommandId === request.CommandId
			: invocation.CommandContent === request.Content &&
				(!request.CommandName || invocation.CommandName === request.CommandName);
	return sameInstances && sameCommand;
}

function withResult(lost: TatError, result: string): TatError {
	return new TatError(`${lost.message}. ${result}`, lost.details, lost.fault);
}
