import type { RetryClass } from './errorCodes';

/** Something that went wrong below the API: no answer, or none that TAT would give. */
export interface Fault {
	code: string;
	meaning: string;
	hint: string;
	/** What Tencent Cloud says of it in its own words. */
	says?: string;
	retry: RetryClass;
	/** Whether the request never reached the service. */
	unsent?: true;
	/** Whether an earlier attempt at the same got no answer. */
	lostBefore?: true;
}

const ENDPOINT_HINT = 'Check the endpoint in the credential, and any proxy of this machine.';
const NETWORK_HINT = 'Check the network of this machine, then try again.';

const NETWORK_FAULTS: ReadonlyArray<Fault & { causes: readonly string[] }> = [
	{
		// Where the person stopped the execution, that is told before.
		causes: ['ECONNABORTED', 'ERR_CANCELED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'],
		code: 'NetworkError.Timeout',
		meaning: 'no answer came in time',
		hint: `${NETWORK_HINT} On a slow network raise Options > Request Timeout.`,
		retry: 'unclear',
	},
	{
		causes: ['ECONNRESET', 'EPIPE', 'ERR_BAD_RESPONSE'],
		code: 'NetworkError.ConnectionLost',
		meaning: 'the connection was closed before an answer came',
		hint: NETWORK_HINT,
		retry: 'unclear',
	},
	{
		causes: ['Z_BUF_ERROR', 'Z_DATA_ERROR'],
		code: 'NetworkError.DamagedAnswer',
		meaning: 'the answer was damaged on its way',
		hint: NETWORK_HINT,
		retry: 'unclear',
	},
	{
		causes: ['ECONNREFUSED'],
		code: 'NetworkError.ConnectionRefused',
		meaning: 'nothing listens at the endpoint, so nothing was sent',
		hint: ENDPOINT_HINT,
		retry: 'unclear',
		unsent: true,
	},
	{
		causes: ['ENOTFOUND', 'EAI_AGAIN'],
		code: 'NetworkError.HostNotFound',
		meaning: 'the host of the endpoint has no address, so nothing was sent',
		hint: ENDPOINT_HINT,
		retry: 'unclear',
		unsent: true,
	},
	{
		causes: [
			'CERT_HAS_EXPIRED',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'ERR_TLS_CERT_ALTNAME_INVALID',
			'SELF_SIGNED_CERT_IN_CHAIN',
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		],
		code: 'NetworkError.Certificate',
		meaning: "the endpoint's certificate is not trusted, so nothing was sent",
		hint: ENDPOINT_HINT,
		retry: 'final',
		unsent: true,
	},
];

/** What to do after a fault, or `instead` of that, with what Tencent Cloud says. */
export function advice({ hint, says }: Pick<Fault, 'hint' | 'says'>, instead = hint): string {
	return says ? `${instead} Tencent Cloud says: ${says}` : instead;
}

/** The fault behind what n8n's request helper threw: an error whose cause, or its cause, carries a system code. */
export function networkFault(thrown: unknown): Fault {
	for (let error = thrown; error instanceof Error; error = error.cause) {
		const { code } = error as { code?: unknown };
		const fault = NETWORK_FAULTS.find(({ causes }) => causes.includes(String(code)));
		if (fault) return fault;
	}
	return {
		code: 'NetworkError.Other',
		meaning: `the request could not be made: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
		hint: NETWORK_HINT,
		retry: 'unclear',
	};
}

export function httpFault(status: number): Fault {
	if (status >= 300 && status < 400) {
		return {
			code: `HttpError.${status}`,
			meaning: `the endpoint sends the request on to another address (HTTP ${status}), where a signed request must not go`,
			hint: ENDPOINT_HINT,
			retry: 'final',
		};
	}
	return {
		code: `HttpError.${status}`,
		meaning: `the endpoint answered with HTTP ${status} instead of a result`,
		hint:
			status >= 500
				? 'The service, or a proxy before it, is at fault. Try again in a moment.'
				: ENDPOINT_HINT,
		retry: status >= 500 || status === 429 ? 'unclear' : 'final',
	};
}

type InvalidAnswer = 'Empty' | 'Incomplete' | 'NotJson' | 'NotTat';

const INVALID_ANSWERS: Readonly<Record<InvalidAnswer, string>> = {
	Empty: 'the answer was empty',
	Incomplete: 'the answer lacks what was asked for',
	NotJson: 'the answer was not JSON',
	NotTat: 'the answer was JSON, but not one of TAT',
};

export function invalidAnswer(kind: InvalidAnswer): Fault {
	return {
		code: `InvalidAnswer.${kind}`,
		meaning: INVALID_ANSWERS[kind],
		hint: ENDPOINT_HINT,
		retry: 'unclear',
	};
}

/** "code, RequestId ...", as messages and descriptions name it. */
export function reference(code: string, requestId: string | null): string {
	return requestId === null ? code : `${code}, RequestId ${requestId}`;
}
