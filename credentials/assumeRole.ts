import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type {
	AssumeRoleRequest,
	AssumeRoleResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models';

import { onTime, type ApiResponse, type HttpResponse } from '../tencentcloud/response';
import { now } from '../tencentcloud/clock';
import { stsUrl } from '../tencentcloud/endpoint';
import { advice, networkFault, reference, type Fault } from '../tencentcloud/faults';
import { signRequest, type TencentCloudCredential } from './signRequest';

export type HttpRequest = IHttpRequestHelper['helpers']['httpRequest'];

/** Keys that act as a role until they expire. */
export interface TemporaryKeys {
	secretId: string;
	secretKey: string;
	sessionToken: string;
	/** The host that issued them; they expire by its clock. */
	host: string;
	/** Milliseconds since the epoch, as is `due`. */
	expires: number;
	/** When to ask for new ones. */
	due: number;
}

/** A role could not be assumed; `message` says which, why, and what to do, with code and RequestId. */
export class RoleError extends Error {
	/** What happened, without the reference. The request that needed the keys was not sent. */
	readonly fault: Fault;
	readonly requestId: string | null;

	constructor(arn: string, fault: Fault, requestId: string | null) {
		super(
			`The role ${arn} could not be assumed: ${fault.meaning} (${reference(fault.code, requestId)}). ${advice(fault)}`,
		);
		this.fault = { ...fault, role: arn, unsent: true };
		this.requestId = requestId;
	}
}

const ACTION = 'AssumeRole';
const VERSION = '2018-08-13';
/** STS requires a region; any will do. */
const DEFAULT_REGION = 'ap-guangzhou';
const TIMEOUT_MS = 30_000;
/** Keys are renewed this long before they expire, short-lived ones after half of their life. */
const MARGIN_MS = 300_000;
const NO_KEYS: Fault = {
	code: 'InvalidAnswer.NoKeys',
	meaning: 'the answer has no keys in it',
	hint: 'Check the endpoint in the credential.',
	retry: 'unclear',
};

/**
 * Asks STS for keys of a role.
 *
 * @throws {RoleError}
 * @see https://www.tencentcloud.com/document/api/1150/49456 (AssumeRole)
 */
export async function assumeRole(
	credential: TencentCloudCredential,
	role: AssumeRoleRequest,
	httpRequest: HttpRequest,
): Promise<TemporaryKeys> {
	const region = credential.region?.trim() || DEFAULT_REGION;
	async function ask(): Promise<ApiResponse> {
		const { href: url, host } = stsUrl(credential.endpoint ?? '', region);
		async function send(): Promise<HttpResponse> {
			const request: IHttpRequestOptions = {
				method: 'POST',
				url,
				headers: { 'X-TC-Action': ACTION, 'X-TC-Version': VERSION, 'X-TC-Region': region },
				body: { ...role },
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				timeout: TIMEOUT_MS,
				// The time-out above starts anew with each byte.
				abortSignal: AbortSignal.timeout(TIMEOUT_MS),
			};
			return (await httpRequest(signRequest(request, credential, now, 'sts'))) as HttpResponse;
		}
		return await onTime(host, send, `sts:${ACTION}`);
	}

	const answer = await ask().catch(
		// the error thrown contains the request, so only its meaning is passed on
		(thrown: unknown): ApiResponse => ({ fault: networkFault(thrown), requestId: null }),
	);
	if (answer.fault) throw new RoleError(role.RoleArn, answer.fault, answer.requestId);
	const { Credentials, ExpiredTime } = answer.response as AssumeRoleResponse;
	const { TmpSecretId, TmpSecretKey, Token } = Credentials ?? {};
	if (!TmpSecretId || !TmpSecretKey || !Token || !ExpiredTime) {
		throw new RoleError(role.RoleArn, NO_KEYS, answer.requestId);
	}
	const { host } = stsUrl(credential.endpoint ?? '', region);
	const expires = ExpiredTime * 1000;
	return {
		secretId: TmpSecretId,
		secretKey: TmpSecretKey,
		sessionToken: Token,
		host,
		expires,
		due: expires - Math.min(MARGIN_MS, (expires - now(host)) / 2),
	};
}
