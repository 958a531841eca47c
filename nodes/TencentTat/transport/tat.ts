import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { RoleError } from '../../../credentials/assumeRole';
import type { TencentCloudCredential } from '../../../credentials/signRequest';
import { discard, temporaryKeys } from '../../../credentials/temporaryKeys';
import { onTime, type HttpAnswer } from '../../../tencentcloud/answer';
import { endpointUrl, type EndpointError } from '../../../tencentcloud/endpoint';
import { networkFault, type Fault } from '../../../tencentcloud/faults';
import { isRegionId, regionOfZone } from '../../../tencentcloud/regions';
import { ACTIONS, type Action, type AnswerOf, type RequestOf } from './actions';
import {
	afterLost,
	failure,
	isReading,
	isUnknown,
	permission,
	resultOf,
	type Asked,
} from './answer';
import {
	CREDENTIAL,
	isSameCredential,
	keyOf,
	readCredential,
	type TatContext,
	unusable,
} from './credential';
import { noteHost } from './hosts';
import { checkLimits } from './limits';
import { pace } from './pacing';
import { pause, StoppedError, unlessStopped } from './pause';
import { retries, TRIED_FOR_IN_EDITOR_MS } from './retry';
import { settled } from './settled';
import { hasCode, InputError, TatError } from './TatError';

export interface TatOptions {
	/** Region of the requests; empty for the one in the credential. */
	region?: string;
	/** Seconds to wait for an answer. */
	requestTimeout?: number;
}

/** The one way out: TAT in one region, with the keys of the node's credential. */
export interface Tat {
	/** May be empty: not every action needs one. */
	readonly region: string;
	/** Where the requests go. */
	readonly host: string;
	/** Fires when the execution is stopped. */
	readonly signal?: AbortSignal;
	/** The same for what has to be sent although the execution was stopped. */
	afterStop(): Tat;
	/**
	 * The same for what is of no use after a time of `performance.now()`: then nothing is tried again, and what only reads
	 * leaves the queue and is no longer waited for.
	 */
	until(time: number): Tat;
	/**
	 * Calls an action: within the rate that the API takes, and again after a pause where that helps and does no harm.
	 *
	 * @throws {InputError} before anything is sent
	 * @throws {TatError} for anything but a success
	 * @throws {StoppedError} when the execution was stopped
	 */
	call<A extends Action>(action: A, request: RequestOf<A>): Promise<AnswerOf<A>>;
	/**
	 * Checks a request and sends nothing; what it returns sends it, as `call` does.
	 *
	 * @throws {InputError}
	 */
	prepare<A extends Action>(action: A, request: RequestOf<A>): () => Promise<AnswerOf<A>>;
}

const TOKEN_FAILURE = 'AuthFailure.TokenFailure';
/** What a key is refused with before anything runs. */
const KEY_REFUSALS = [
	'AuthFailure.InvalidSecretId',
	'AuthFailure.SecretIdNotFound',
	'AuthFailure.SignatureFailure',
	TOKEN_FAILURE,
];
export const REQUEST_TIMEOUT_SECONDS = 30;
/** A request that is of no use any more, before it was sent. */
const NOT_IN_TIME: Fault = {
	code: 'NetworkError.NotInTime',
	meaning: 'the time was up before it could be sent, as other requests of this key came first',
	hint: 'Give it more time, or have fewer steps ask at the same time.',
	retry: 'refused',
	unsent: true,
};
/** One that was cut off, as its answer would have come too late. */
const ANSWER_NOT_IN_TIME: Fault = {
	code: NOT_IN_TIME.code,
	meaning: 'the time was up before an answer came',
	hint: 'Give it more time.',
	retry: 'unclear',
};

/** A `connect` for many items, those with the same options share one. */
export function connector(context: TatContext): (options: TatOptions) => Promise<Tat> {
	const connected = new Map<string, Promise<Tat>>();
	return async ({ region, requestTimeout }) => {
		const key = JSON.stringify([region, requestTimeout]);
		const tat = connected.get(key) ?? connect(context, { region, requestTimeout });
		connected.set(key, tat);
		return await tat;
	};
}

/** @throws {InputError} for a region or endpoint that is none, and without keys to sign with */
export async function connect(
	context: TatContext,
	{ region: wanted = '', requestTimeout = REQUEST_TIMEOUT_SECONDS }: TatOptions = {},
): Promise<Tat> {
	let credential = await readCredential(context);
	const region = checkedRegion(wanted || credential.region || '');
	const { href: url, host } = checkedEndpoint(credential.endpoint ?? '', region);
	noteHost(context, host);
	const inExecution = 'getExecutionCancelSignal' in context;
	const patience = inExecution ? undefined : TRIED_FOR_IN_EDITOR_MS;

	async function exchange<A extends Action>(
		asked: Asked<A>,
		used: TencentCloudCredential,
		{ stop, late }: Limits,
	): Promise<HttpAnswer> {
		const { action, request } = asked;
		const { perSecond, repeatable } = ACTIONS[action];
		const quota = `${keyOf(used)} ${region} ${action}`;
		const timeout = Math.ceil(requestTimeout * 1000);
		const answered = await pace(quota, perSecond, anyOf(stop, late));
		asked.sentAt = Date.now();
		// The time-out of n8n's helper begins anew with each byte.
		const tooLate = AbortSignal.timeout(timeout);
		// The answer to what may run twice is all that says what was started: a stop does not cut it off.
		const caller = withSignal(context, anyOf(tooLate, late, ...(repeatable ? [stop] : [])));
		const options: IHttpRequestOptions = {
			method: 'POST',
			url,
			headers: { 'X-TC-Action': action, ...(region && { 'X-TC-Region': region }) },
			body: Buffer.from(JSON.stringify(request ?? {})),
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout,
		};
		return await context.helpers.httpRequestWithAuthentication
			.call(caller, CREDENTIAL, options, {
				// Read once, so that a request is paced and signed by the same key. A copy, since n8n may add to it.
				credentialsDecrypted: { id: '', name: CREDENTIAL, type: CREDENTIAL, data: dataOf(used) },
			})
			.catch((thrown: unknown) => {
				throw repeatable && stop?.aborted
					? new StoppedError()
					: failure(asked, late?.aborted ? ANSWER_NOT_IN_TIME : networkFault(thrown), null);
			})
			.finally(answered);
	}

	/** Here, and not by n8n within the request: the wait for keys can be stopped, and their error is told from others. */
	async function keysFor<A extends Action>(
		asked: Asked<A>,
		used: TencentCloudCredential,
		{ stop, late }: Limits,
	) {
		const keys = temporaryKeys(used, context.helpers.httpRequest);
		return await unlessStopped(keys, anyOf(stop, late)).catch((error: unknown) => {
			throw error instanceof RoleError ? failure(asked, error.fault, error.requestId) : error;
		});
	}

	/** Once more where the key was refused, which proves that nothing ran, and there is another one by now. */
	async function send<A extends Action>(
		asked: Asked<A>,
		limits: Limits,
		lastTry = false,
	): Promise<AnswerOf<A>> {
		const used = credential;
		const keys = await settled(keysFor(asked, used, limits));
		const outcome = 'error' in keys ? keys : await settled(resultFrom(asked, used, limits));
		if ('value' in outcome) return outcome.value;
		const { error } = outcome;
		if (lastTry || !KEY_REFUSALS.some((code) => hasCode(error, code))) throw error;
		const expired = 'value' in keys && hasCode(error, TOKEN_FAILURE) ? keys.value : undefined;
		if (expired) discard(expired);
		if (!(await wasReplaced(used)) && !expired) throw error;
		return await send(asked, limits, true);
	}

	async function resultFrom<A extends Action>(
		asked: Asked<A>,
		used: TencentCloudCredential,
		limits: Limits,
	): Promise<AnswerOf<A>> {
		const exchanged = async () => await exchange(asked, used, limits);
		return resultOf(asked, await onTime(host, exchanged, permission(asked.action)));
	}

	/** Whether the credential is another one by now: keys are rotated while a step waits. */
	async function wasReplaced(used: TencentCloudCredential): Promise<boolean> {
		// another request has read it already
		if (credential !== used) return true;
		const read = await settled(readCredential(context));
		if ('error' in read || isSameCredential(read.value, used)) return false;
		credential = read.value;
		return true;
	}

	async function repeated<A extends Action>(
		asked: Asked<A>,
		stop?: AbortSignal,
		until?: number,
	): Promise<AnswerOf<A>> {
		const { gone } = ACTIONS[asked.action];
		const late = until !== undefined && isReading(asked.action) ? signalAt(until) : undefined;
		const pauseAfter = retries({ most: patience, until });
		let lost = false;
		let last: unknown;
		for (;;) {
			const outcome = await settled(send(asked, { stop, late }));
			if ('value' in outcome) return outcome.value;
			// What kept it from being answered in time says more than that the time is up.
			const isLate = late?.aborted && !stop?.aborted;
			const error =
				isLate && outcome.error instanceof StoppedError
					? (last ?? failure(asked, NOT_IN_TIME, null))
					: outcome.error;
			if (lost && hasCode(error, gone)) return {} as AnswerOf<A>;
			const milliseconds = pauseAfter(error);
			if (milliseconds === undefined) {
				throw lost && !isLost(error) ? afterLost(asked, error) : error;
			}
			lost ||= isLost(error);
			last = error;
			await pause(milliseconds, stop);
		}
	}

	const tat = (stop?: AbortSignal, until?: number): Tat => ({
		region,
		host,
		signal: stop,
		afterStop: () => tat(undefined, until),
		until: (time) => tat(stop, Math.min(time, until ?? Infinity)),
		async call<A extends Action>(action: A, request: RequestOf<A>): Promise<AnswerOf<A>> {
			return await this.prepare(action, request)();
		},
		prepare<A extends Action>(action: A, request: RequestOf<A>): () => Promise<AnswerOf<A>> {
			const { global } = ACTIONS[action];
			if (!global && region === '') throw missingRegion();
			checkLimits(action, request);
			return async (): Promise<AnswerOf<A>> =>
				await repeated({ action, request, region }, stop, until);
		},
	});
	return tat(inExecution ? context.getExecutionCancelSignal() : undefined);
}

/** What ends a request early: a stop of the execution, and the time after which the answer is of no use. */
interface Limits {
	stop?: AbortSignal;
	late?: AbortSignal;
}

function anyOf(...signals: Array<AbortSignal | undefined>): AbortSignal {
	return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}

/** Fires at a time of `performance.now()`. */
function signalAt(time: number): AbortSignal {
	return AbortSignal.timeout(Math.ceil(Math.max(time - performance.now(), 0)));
}

/** n8n's helper cuts a request off when the signal of its `this` fires. */
function withSignal<C extends TatContext>(context: C, signal: AbortSignal): C {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as C;
}

function isLost(error: unknown): boolean {
	return error instanceof TatError && isUnknown(error.failure.fault);
}

function checkedRegion(region: string): string {
	const typed = region.trim();
	if (typed === '' || isRegionId(typed)) return typed;
	const regionInstead = regionOfZone(typed);
	throw new InputError(
		regionInstead
			? `"${typed}" is an availability zone, not a region`
			: `"${typed}" is not a region`,
		`Give a region such as ${regionInstead ?? 'ap-guangzhou'}, under Options > Region or in the credential.`,
	);
}

function missingRegion(): InputError {
	return new InputError(
		'No region is set',
		'Set the region of your instances in the credential, or under Options > Region, e.g. ap-guangzhou.',
	);
}

function checkedEndpoint(endpoint: string, region: string): URL {
	try {
		return endpointUrl(endpoint, region);
	} catch (error) {
		return unusable(error as EndpointError, 'Correct the endpoint in the credential.');
	}
}

function dataOf(credential: TencentCloudCredential): ICredentialDataDecryptedObject {
	return { ...credential } as unknown as ICredentialDataDecryptedObject;
}
