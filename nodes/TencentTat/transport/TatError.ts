import type { Fault } from '../../../tencentcloud/faults';
import type { Action } from './api';

/** Whether what was asked for was carried out, be it in part. A command: whether it was started. */
export type Ran = 'no' | 'unknown' | 'yes';

/** What failed, as data. It becomes words where it leaves the node, in `failure.ts` beside the router. */
export interface Failure {
	/** Empty where no request is known to have failed. */
	action: Action | '';
	/** The body of the request. */
	request: unknown;
	/** Empty when none was sent. */
	region: string;
	/** What happened, apart from what was asked. */
	fault: Fault;
	/** Null when no answer came, or one without. */
	requestId: string | null;
	ran: Ran;
	/** Whether sending it again may help and can do no harm. */
	retryable: boolean;
	/** When the try that failed was sent, in milliseconds since the epoch; absent when none was. */
	sentAt?: number;
	/** What else is true, in the order in which it came to be known. */
	facts: readonly Fact[];
}

export type Fact =
	/** An attempt before the last got no answer. */
	| { kind: 'earlierUnanswered' }
	/** A cancel was accepted on so many other instances. */
	| { kind: 'acceptedOnOthers'; instances: number; requestIds: readonly string[] }
	/** The command was started on so many other instances of the same item. */
	| { kind: 'startedOnOthers'; instances: number; invocationIds: readonly string[] }
	/** So many others of the same item were deleted. */
	| { kind: 'othersDeleted'; count: number }
	/** The invocation of a start whose answer was lost was looked for. */
	| { kind: 'lookedFor'; result: 'failed' | 'notFound' }
	/** `contested`: it may as well be another start's. */
	| { kind: 'lookedFor'; result: 'anyOf' | 'contested'; invocationIds: readonly string[] }
	/** The request itself went through; it was a look afterwards that failed. */
	| ({ kind: 'wentThrough' } & WentThrough)
	/** TAT did not show this task. */
	| { kind: 'taskNotShown'; invocationTaskId: string }
	/** The command did not succeed on one instance. */
	| ({ kind: 'taskFailed' } & FailedTask)
	/** A cancel was accepted, and some tasks ended in a way that counts as an error. */
	| { kind: 'unwantedOutcome'; outcome: string; instanceIds: readonly string[]; of: number };

export interface WentThrough {
	what: 'cancel' | 'start';
	invocationId: string;
	/** None where the answer was lost, and the invocation found by looking for it. */
	requestIds: readonly string[];
}

export interface FailedTask {
	invocationId: string;
	instanceId: string;
	status: string | null;
	finished: boolean;
	/** Whether it was started on the instance. */
	started: boolean;
	exitCode: number | null;
	/** What TAT or the command says of it. */
	says: string;
	/** On how many instances it did not succeed ... */
	failed: number;
	/** ... of how many. */
	of: number;
}

/** Something asked of TAT that did not succeed. Its message is for developers. */
export class TatError extends Error {
	override readonly name = 'TatError';
	readonly failure: Failure;

	constructor(failure: Failure) {
		super(`${failure.action} ${failure.fault.code}`);
		this.failure = failure;
	}

	/** The same with something else that is true of it. */
	and(fact: Fact, changed: Partial<Failure> = {}): TatError {
		const { failure } = this;
		return new TatError({ ...failure, ...changed, facts: [...failure.facts, fact] });
	}
}

export function factIn<K extends Fact['kind']>(
	{ facts }: Failure,
	kind: K,
): Extract<Fact, { kind: K }> | undefined {
	return facts.find((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
}

export function hasCode(error: unknown, code: string | undefined): boolean {
	return error instanceof TatError && error.failure.fault.code === code;
}

/** Something given to the node that cannot be sent; nothing has been. */
export class InputError extends Error {
	override readonly name = 'InputError';
	/** What to give instead. */
	readonly hint: string;

	constructor(message: string, hint: string) {
		super(message);
		this.hint = hint;
	}
}
