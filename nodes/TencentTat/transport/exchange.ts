import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import type { TencentCloudCredential } from '../../../credentials/signRequest';
import { onTime, type HttpResponse } from '../../../tencentcloud/response';
import { networkFault, type Fault } from '../../../tencentcloud/faults';
import { API, type Action, type ResponseOf } from './api';
import { failure, permission, unwrap, type Asked } from './unwrap';
import { CREDENTIAL, keyOf, type TatContext } from './credential';
import type { Destination } from './destination';
import { anyOf, type Interrupts } from './interrupts';
import { pace } from './pacing';
import { StoppedError } from './pause';
import { mayRepeat } from './retry';

/** A request that was cut off, as its answer would have come too late. */
const ANSWER_NOT_IN_TIME: Fault = {
	code: 'NetworkError.NotInTime',
	meaning: 'the time was up before an answer came',
	hint: 'Give it more time.',
	retry: 'unclear',
};

/** The way that the requests of a step take. */
export interface Route extends Destination {
	context: TatContext;
	/** Milliseconds to wait for an answer. */
	timeout: number;
}

/**
 * Sends a request and returns its result; a second time only where it was refused for the clock of this machine.
 *
 * @throws {TatError} for anything but a success
 * @throws {StoppedError}
 */
export async function exchange<A extends Action>(
	route: Route,
	asked: Asked<A>,
	credential: TencentCloudCredential,
	interrupts: Interrupts,
): Promise<ResponseOf<A>> {
	const send = async () => await sendInTurn(route, asked, credential, interrupts);
	return unwrap(asked, await onTime(route.host, send, permission(asked.action)));
}

/** Sends within the rate that the API takes of a key. */
async function sendInTurn<A extends Action>(
	route: Route,
	asked: Asked<A>,
	credential: TencentCloudCredential,
	interrupts: Interrupts,
): Promise<HttpResponse> {
	const { action } = asked;
	const { stop, late } = interrupts;
	const quota = `${keyOf(credential)} ${route.region} ${action}`;
	const answered = await pace(quota, API[action].perSecond, anyOf(stop, late));
	asked.sentAt = Date.now();
	return await post(route, asked, credential, interrupts)
		.catch((thrown: unknown) => {
			throw mayRepeat(action) && stop?.aborted
				? new StoppedError()
				: failure(asked, late?.aborted ? ANSWER_NOT_IN_TIME : networkFault(thrown), null);
		})
		.finally(answered);
}

/** One request over HTTP, by n8n's helper. */
async function post<A extends Action>(
	{ context, url, region, timeout }: Route,
	{ action, request }: Asked<A>,
	credential: TencentCloudCredential,
	{ stop, late }: Interrupts,
): Promise<HttpResponse> {
	// The time-out of n8n's helper begins anew with each byte.
	const tooLate = AbortSignal.timeout(timeout);
	// The answer to what may run twice is all that says what was started: a stop does not cut it off.
	const caller = withSignal(context, anyOf(tooLate, late, mayRepeat(action) ? stop : undefined));
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
	return await context.helpers.httpRequestWithAuthentication.call(caller, CREDENTIAL, options, {
		// Read once, so that a request is paced and signed by the same key. A copy, since n8n may add to it.
		credentialsDecrypted: { id: '', name: CREDENTIAL, type: CREDENTIAL, data: dataOf(credential) },
	});
}

/** n8n's helper cuts a request off when the signal of its `this` fires. */
function withSignal<C extends TatContext>(context: C, signal: AbortSignal): C {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as C;
}

function dataOf(credential: TencentCloudCredential): ICredentialDataDecryptedObject {
	return { ...credential } as unknown as ICredentialDataDecryptedObject;
}
