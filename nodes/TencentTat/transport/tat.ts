import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';

import { RoleError } from '../../../credentials/assumeRole';
import { roleOf } from '../../../credentials/role';
import type {
	TencentCloudCredential,
	UnsignableRequestError,
} from '../../../credentials/signRequest';
import { discard, temporaryKeys } from '../../../credentials/temporaryKeys';
import { onTime, type HttpAnswer } from '../../../tencentcloud/answer';
import { EndpointError, endpointUrl } from '../../../tencentcloud/endpoint';
import type { RetryClass } from '../../../tencentcloud/errorCodes';
import { networkFault } from '../../../tencentcloud/faults';
import { isRegionId, regionOfZone } from '../../../tencentcloud/regions';
import { ACTIONS, type Action, type AnswerOf, type RequestOf } from './actions';
import { afterLost, failure, isUnknown, permission, resultOf, type Asked } from './answer';
import { checkLimits } from './limits';
import { pace } from './pacing';
import { pause, StoppedError, unlessStopped } from './pause';
import { settled } from './settled';
import { hasCode, InputError, TatError } from './TatError';

export type TatContext = IExecuteFunctions | ILoadOptionsFunctions;

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

const CREDENTIAL = 'tencentCloudApi';
const TOKEN_FAILURE = 'AuthFailure.TokenFailure';
export const REQUEST_TIMEOUT_SECONDS = 30;
/** A refusal costs nothing but time, and a busy quota may refuse every other request: about two minutes of trying. */
const ATTEMPTS: Readonly<Record<RetryClass, number>> = { refused: 30, unclear: 3, final: 1 };
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 4000;

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

/** @throws {InputError} for a region or endpoint that is none */
export async function connect(
	context: TatContext,
	{ region: wanted = '', requestTimeout = REQUEST_TIMEOUT_SECONDS }: TatOptions = {},
): Promise<Tat> {
	const credential = await context.getCredentials<TencentCloudCredential>(CREDENTIAL);
	const region = checkedRegion(wanted || credential.region || '');
	const url = checkedEndpoint(credential.endpoint ?? '', region);
	checkRole(credential);

	async function exchange<A extends Action>(
		asked: Asked<A>,
		signal?: AbortSignal,
	): Promise<HttpAnswer> {
		const { action, request } = asked;
		const { perSecond, repeatable } = ACTIONS[action];
		const quota = `${credential.secretId} ${region} ${action}`;
		const answered = await pace(quota, perSecond, signal);
		asked.sentAt = Date.now();
		// The time-out of n8n's helper begins anew with each byte.
		const tooLate = AbortSignal.timeout(requestTimeout * 1000);
		// The answer to what may run twice is all that says what was started: a stop does not cut it off.
		const stop = signal && repeatable ? [signal] : [];
		const caller = withSignal(context, AbortSignal.any([tooLate, ...stop]));
		const options: IHttpRequestOptions = {
			method: 'POST',
			url,
			headers: { 'X-TC-Action': action, ...(region && { 'X-TC-Region': region }) },
			body: Buffer.from(JSON.stringify(request ?? {})),
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: requestTimeout * 1000,
		};
		return await context.helpers.httpRequestWithAuthentication
			.call(caller, CREDENTIAL, options)
			.catch((thrown: unknown) => {
				throw stop.some(({ aborted }) => aborted)
					? new StoppedError()
					: failure(asked, networkFault(thrown), null);
			})
			.finally(answered);
	}

	/** Here, and not by n8n within the request: the wait for keys can be stopped, and their error is told from others. */
	async function keysFor<A extends Action>(asked: Asked<A>, signal?: AbortSignal) {
		const keys = temporaryKeys(credential, context.helpers.httpRequest);
		return await unlessStopped(keys, signal).catch((error: unknown) => {
			throw error instanceof RoleError ? failure(asked, error.fault, error.requestId) : error;
		});
	}

	async function send<A extends Action>(
		asked: Asked<A>,
		signal?: AbortSignal,
		lastTry = false,
	): Promise<AnswerOf<A>> {
		const keys = await keysFor(asked, signal);
		const answer = await onTime(
			async () => await exchange(asked, signal),
			permission(asked.action),
		);
		if (!keys || lastTry || answer.fault?.code !== TOKEN_FAILURE) return resultOf(asked, answer);
		// refused before anything ran, so it may go out again whatever it does
		discard(keys);
		return await send(asked, signal, true);
	}

	async function repeated<A extends Action>(
		asked: Asked<A>,
		signal?: AbortSignal,
	): Promise<AnswerOf<A>> {
		const { gone } = ACTIONS[asked.action];
		let lost = false;
		for (let attempt = 1; ; attempt++) {
			const outcome = await settled(send(asked, signal));
			if ('value' in outcome) return outcome.value;
			const { error } = outcome;
			if (lost && hasCode(error, gone)) return {} as AnswerOf<A>;
			if (!mayRepeat(error, attempt)) {
				throw lost && !isLost(error) ? afterLost(asked, error) : error;
			}
			lost ||= isLost(error);
			await pause(backoff(attempt), signal);
		}
	}

	const tat = (signal?: AbortSignal): Tat => ({
		region,
		host: new URL(url).host,
		signal,
		afterStop: () => tat(),
		async call<A extends Action>(action: A, request: RequestOf<A>): Promise<AnswerOf<A>> {
			return await this.prepare(action, request)();
		},
		prepare<A extends Action>(action: A, request: RequestOf<A>): () => Promise<AnswerOf<A>> {
			const { global } = ACTIONS[action];
			if (!global && region === '') throw missingRegion();
			checkLimits(action, request);
			return async (): Promise<AnswerOf<A>> => await repeated({ action, request, region }, signal);
		},
	});
	return tat(
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined,
	);
}

/** n8n's helper cuts a request off when the signal of its `this` fires. */
function withSignal<C extends TatContext>(context: C, signal: AbortSignal): C {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as C;
}

function isLost(error: unknown): boolean {
	return error instanceof TatError && isUnknown(error.fault);
}

function mayRepeat(error: unknown, attempt: number): boolean {
	return (
		error instanceof TatError && error.details.retryable && attempt < ATTEMPTS[error.fault.retry]
	);
}

/** Jittered, so that those who were refused together do not come back together. */
function backoff(attempt: number): number {
	const longest = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
	return longest * (0.5 + Math.random() / 2);
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

function checkedEndpoint(endpoint: string, region: string): string {
	try {
		return endpointUrl(endpoint, region).href;
	} catch (error) {
		return unusable(error as EndpointError, 'Correct the endpoint in the credential.');
	}
}

function checkRole(credential: TencentCloudCredential): void {
	try {
		roleOf(credential);
	} catch (error) {
		unusable(
			error as UnsignableRequestError,
			'Correct the role in the credential, or turn Assume Role off.',
		);
	}
}

function unusable({ message }: Error, hint: string): never {
	throw new InputError(message, hint);
}
