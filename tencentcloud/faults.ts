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
	/** ARN of the role that could not be assumed: then it is the request for its keys that failed, and nothing else was sent. */
	role?: string;
}

const ENDPOINT_HINT = 'Check the endpoint in the credential, and any proxy of this machine.';
const NETWORK_HINT = 'Check the network of this machine, then try again.';

export const TIMEOUT = 'NetworkError.Timeout';

const TIMED_OUT = /^(ECONNABORTED|ERR_CANCELED|ETIMEDOUT|ESOCKETTIMEDOUT)$/;
const NO_WAY = /^(EADDRNOTAVAIL|EHOSTDOWN|EHOSTUNREACH|ENETDOWN|ENETUNREACH|ENONET)$/;
const NO_ADDRESS = /^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_.+)$/;
const NOT_TRUSTED =
	/^(CERT_.+|CRL_.+|ERROR_IN_C.+|UNABLE_TO_.+|DEPTH_ZERO_.+|SELF_SIGNED_.+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|ERR_TLS_CERT_.+)$/;
const NOT_ENCRYPTED = /^(EPROTO|ERR_SSL_.+|ERR_TLS_.+)$/;
/** What says by itself that no connection was made, unless something says that one was. */
const NEVER_CONNECTED = [/^ECONNREFUSED$/, NO_WAY, NO_ADDRESS, NOT_TRUSTED, NOT_ENCRYPTED];
/** Calls of the system before there is a connection, and on it. */
const CONNECTING = ['bind', 'connect', 'getaddrinfo'];
const ON_CONNECTION = ['read', 'write'];
/** What Node.js says where a connection ends within the TLS handshake, and a proxy's agent where it ends before that. */
const BEFORE_CONNECTED =
	/before (secure TLS connection was established|receiving CONNECT response)$/;

/** By what the code of an error has to be. */
type NetworkFault = readonly [RegExp, Fault];

/** Faults of a request of which nothing left this machine. */
const UNSENT: readonly NetworkFault[] = [
	[
		/^ECONNREFUSED$/,
		{
			code: 'NetworkError.ConnectionRefused',
			meaning: 'nothing listens at the endpoint, so nothing was sent',
			hint: ENDPOINT_HINT,
			retry: 'unclear',
		},
	],
	[
		NO_ADDRESS,
		{
			code: 'NetworkError.HostNotFound',
			meaning: 'the host of the endpoint has no address, so nothing was sent',
			hint: ENDPOINT_HINT,
			retry: 'unclear',
		},
	],
	[
		NOT_TRUSTED,
		{
			code: 'NetworkError.Certificate',
			meaning: "the endpoint's certificate is not trusted, so nothing was sent",
			hint: ENDPOINT_HINT,
			retry: 'final',
		},
	],
	[
		NOT_ENCRYPTED,
		{
			code: 'NetworkError.NotEncrypted',
			meaning: 'no encrypted connection to the endpoint could be agreed on, so nothing was sent',
			hint: `${ENDPOINT_HINT} The port must be one for https, with TLS 1.2 or later.`,
			retry: 'final',
		},
	],
	[
		TIMED_OUT,
		{
			code: TIMEOUT,
			meaning: 'no connection to the endpoint came about in time, so nothing was sent',
			hint: NETWORK_HINT,
			retry: 'unclear',
		},
	],
];
const UNREACHABLE: Fault = {
	code: 'NetworkError.Unreachable',
	meaning: 'the endpoint could not be reached, so nothing was sent',
	hint: `${NETWORK_HINT} ${ENDPOINT_HINT}`,
	retry: 'unclear',
	unsent: true,
};

/** Faults of a request that may have arrived. */
const SENT: readonly NetworkFault[] = [
	[
		// Where the person stopped the execution, that is told before.
		TIMED_OUT,
		{
			code: TIMEOUT,
			meaning: 'no answer came in time',
			hint: NETWORK_HINT,
			retry: 'unclear',
		},
	],
	[
		new RegExp(`^(ECONNRESET|EPIPE|ERR_BAD_RESPONSE)$|${NO_WAY.source}|${NOT_ENCRYPTED.source}`),
		{
			code: 'NetworkError.ConnectionLost',
			meaning: 'the connection was closed before an answer came',
			hint: NETWORK_HINT,
			retry: 'unclear',
		},
	],
	[
		/^Z_(BUF|DATA)_ERROR$/,
		{
			code: 'NetworkError.DamagedAnswer',
			meaning: 'the answer was damaged on its way',
			hint: NETWORK_HINT,
			retry: 'unclear',
		},
	],
];

/** Errors of this package and of n8n that keep a request from being sent, by their names. */
const NOT_SIGNED = ['EndpointError', 'UnsignableRequestError'];
const NOT_ALLOWED = ['SsrfBlockedHostnameError', 'SsrfBlockedIpError'];
/** That one of n8n's has no name of its own. */
const DOMAIN_NOT_ALLOWED = /^Domain not allowed: /;

/** What to do after a fault, or `instead` of that, with what Tencent Cloud says. */
export function advice({ hint, says }: Pick<Fault, 'hint' | 'says'>, instead = hint): string {
	return says ? `${instead} Tencent Cloud says: ${says}` : instead;
}

/** What errors of Node.js, axios and n8n have that tells how far a request got. */
interface ThrownError extends Error {
	code?: unknown;
	syscall?: string;
	/** Those of the addresses of a host. */
	errors?: ThrownError[];
	/** `secureConnecting` until the TLS handshake is done: no request is sent before. */
	request?: { socket?: { secureConnecting?: boolean } | null };
}

/** The fault behind what n8n's request helper threw: an error whose cause, or its cause, carries a system code. */
export function networkFault(thrown: unknown): Fault {
	const errors = causes(thrown);
	const stopped = errors.map(beforeSending).find((fault) => fault !== undefined);
	if (stopped) return stopped;
	const unsent = neverConnected(errors);
	const table = unsent ? UNSENT : SENT;
	for (const code of errors.flatMap(codes)) {
		const [, fault] = table.find(([pattern]) => pattern.test(code)) ?? [];
		if (fault) return unsent ? { ...fault, unsent } : fault;
	}
	if (unsent) return UNREACHABLE;
	return {
		code: 'NetworkError.Other',
		meaning: `the request could not be made: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
		hint: NETWORK_HINT,
		retry: 'unclear',
	};
}

/** An error, its cause, the cause of that and so on. */
function causes(thrown: unknown): ThrownError[] {
	const chain: ThrownError[] = [];
	for (let error = thrown; error instanceof Error && !chain.includes(error); error = error.cause)
		chain.push(error);
	return chain;
}

/** The code of an error, as far as it is one of the system's or of Node.js. */
function codes({ code }: ThrownError): string[] {
	return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? [code] : [];
}

/** What kept a request from being handed to the network. */
function beforeSending({ name, message }: ThrownError): Fault | undefined {
	const unsent = { retry: 'final', unsent: true } as const;
	if (NOT_SIGNED.includes(name)) {
		return {
			code: 'NetworkError.NotSigned',
			meaning: `the request could not be signed, so nothing was sent: ${message}`,
			hint: 'Correct the credential.',
			...unsent,
		};
	}
	if (!NOT_ALLOWED.includes(name) && !DOMAIN_NOT_ALLOWED.test(message)) return undefined;
	return {
		code: 'NetworkError.NotAllowed',
		meaning: `n8n lets no request go to the endpoint, so nothing was sent: ${message}`,
		hint: 'Allow its host in the credential (Allowed HTTP Request Domains), or ask who runs this n8n to allow it.',
		...unsent,
	};
}

/** Whether it is proven that there was no connection that a request could have been sent on. */
function neverConnected(errors: readonly ThrownError[]): boolean {
	const handshake = errors.map(({ request }) => request?.socket?.secureConnecting);
	if (handshake.includes(true)) return true;
	const calls = errors.flatMap((error) => callsOf(error));
	if (calls.some((call) => CONNECTING.includes(call))) return true;
	if (errors.some(({ message }) => BEFORE_CONNECTED.test(message))) return true;
	const all = errors.flatMap(codes);
	if (handshake.includes(false)) return false;
	// OpenSSL's errors in the handshake name "write" as well
	if (calls.some((call) => ON_CONNECTION.includes(call)) && !all.includes('EPROTO')) return false;
	return all.some((code) => NEVER_CONNECTED.some((pattern) => pattern.test(code)));
}

/** The call of the system that failed; of a host with several addresses, the one that failed for all. */
function callsOf({ syscall, errors = [] }: ThrownError): string[] {
	const [first] = errors;
	const all = errors.length > 0 && errors.every((each) => each.syscall === first.syscall);
	return [syscall, all ? first.syscall : undefined].filter((call) => call !== undefined);
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

type InvalidResponse = 'Empty' | 'Incomplete' | 'NotJson' | 'NotTat';

const INVALID_ANSWERS: Readonly<Record<InvalidResponse, string>> = {
	Empty: 'the answer was empty',
	Incomplete: 'the answer lacks what was asked for',
	NotJson: 'the answer was not JSON',
	NotTat: 'the answer was JSON, but not one of TAT',
};

export function invalidResponse(kind: InvalidResponse): Fault {
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
