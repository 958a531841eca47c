import { hash } from 'node:crypto';
import type {
	Invocation,
	InvokeCommandRequest,
	RunCommandRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { atHost } from '../../../tencentcloud/clock';
import type { Tat } from '../transport/tat';
import { taskStatesOf } from './taskStates';

export type StartRequest = RunCommandRequest | InvokeCommandRequest;

/** A start that this process sent, as far as it takes to tell which invocations may be its. */
export interface Start {
	readonly host: string;
	readonly region: string;
	readonly instanceIds: readonly string[];
	/** Of a saved command; else the script says which it is. */
	readonly commandId?: string;
	readonly commandName?: string;
	/** SHA-256 of the script, which may be long. */
	readonly script?: string;
	/** When it was asked for. This and the times below are in milliseconds since the epoch, by this machine. */
	readonly begun: number;
	/** What is made of it is made from here on ... */
	from: number;
	/** ... to here. */
	until: number;
	/** `unknown`: its answer was lost, and it is not being looked for (any more). */
	state: 'sending' | 'looking' | 'unknown' | 'settled';
}

/** A request whose answer was lost may come to TAT late, but not later than this. */
const LATEST_ARRIVAL_MS = 60_000;
/** Times of the API are whole seconds. */
const LEEWAY_MS = 1000;
const SWEEP_EVERY_MS = 1000;
const MOST_CLAIMED = 10_000;

/** Starts of all executions of this process, as long as an invocation may be theirs and someone may ask whose it is. */
const starts = new Set<Start>();
/** Invocations that belong to a start, as its answer or a look has told. */
const claimed = new Set<string>();
let swept = 0;

/** To be called before it is sent. Each start is known until `settle`, or for a time after `lose`. */
export function begin(
	{ host, region }: Pick<Tat, 'host' | 'region'>,
	request: StartRequest,
): Start {
	const now = Date.now();
	sweep(now);
	const start: Start = {
		host,
		region,
		instanceIds: request.InstanceIds,
		...commandOf(request),
		begun: now,
		from: now,
		until: Infinity,
		state: 'sending',
	};
	starts.add(start);
	return start;
}

/** Nothing was started, or this invocation. */
export function settle(start: Start, invocationId?: string): void {
	start.state = 'settled';
	starts.delete(start);
	if (invocationId) claim(invocationId);
}

/** Its answer was lost. @param sentAt when the request left whose answer it was */
export function lose(start: Start, sentAt = start.begun): void {
	start.from = sentAt;
	start.until = Date.now() + LATEST_ARRIVAL_MS;
	start.state = 'unknown';
}

/** How many starts are known. */
export function knownStarts(): number {
	return starts.size;
}

/** Whether this is the invocation of a start, or of one that asks the same of the same instances. */
export function mayBe(start: Start, invocation: Invocation): boolean {
	return (
		isMadeInTime(start, invocation) &&
		isSameCommand(start, invocation) &&
		taskStatesOf(invocation).length === start.instanceIds.length &&
		hasNoOthers(start, invocation) &&
		!claimed.has(invocation.InvocationId ?? '')
	);
}

/** The other starts of this process whose invocation one of these may be. */
export function rivals(start: Start, invocations: readonly Invocation[]): Start[] {
	return [...starts].filter(
		(other) =>
			other !== start &&
			other.host === start.host &&
			other.region === start.region &&
			invocations.some(
				(invocation) =>
					isMadeInTime(other, invocation) &&
					isSameCommand(other, invocation) &&
					// Rows of tasks may come late, so not all of them may be there.
					hasNoOthers(other, invocation),
			),
	);
}

/** Whether an invocation was made before the request of a start left. */
export function isOlder({ host, from }: Start, invocation: Invocation): boolean {
	return createdAt(invocation) < atHost(host, from) - LEEWAY_MS;
}

function isMadeInTime(start: Start, invocation: Invocation): boolean {
	return !isOlder(start, invocation) && !(createdAt(invocation) > atHost(start.host, start.until));
}

function createdAt({ CreatedTime }: Invocation): number {
	return Date.parse(CreatedTime ?? '');
}

function isSameCommand({ commandId, commandName, script }: Start, invocation: Invocation): boolean {
	if (commandId !== undefined) return invocation.CommandId === commandId;
	return (
		(!commandName || invocation.CommandName === commandName) &&
		hash('sha256', invocation.CommandContent ?? '') === script
	);
}

function hasNoOthers({ instanceIds }: Start, invocation: Invocation): boolean {
	const asked = new Set(instanceIds);
	return taskStatesOf(invocation).every(({ instanceId }) => asked.has(instanceId));
}

function commandOf(request: StartRequest): Pick<Start, 'commandId' | 'commandName' | 'script'> {
	if ('CommandId' in request) return { commandId: request.CommandId };
	return { commandName: request.CommandName, script: hash('sha256', request.Content) };
}

function claim(invocationId: string): void {
	if (claimed.size >= MOST_CLAIMED) claimed.delete(claimed.values().next().value as string);
	claimed.add(invocationId);
}

/** Forgets the starts given up that are no rivals to any that is under way, or yet to come. */
function sweep(now: number): void {
	if (Math.abs(now - swept) < SWEEP_EVERY_MS) return;
	swept = now;
	const oldest = [...starts].reduce(
		(soonest, { state, begun }) => (state === 'unknown' ? soonest : Math.min(soonest, begun)),
		now,
	);
	for (const start of starts) {
		if (start.state === 'unknown' && start.until < oldest) starts.delete(start);
	}
}
