import { EndpointError } from '../../../tencentcloud/endpoint.ts';
import { networkFault } from '../../../tencentcloud/faults.ts';
import { UnsignableRequestError } from '../../../credentials/signRequest.ts';

interface Sign {
	code?: string;
	syscall?: string;
	message?: string;
	/** Whether the TLS handshake was under way: axios says it by the socket of its request. */
	secureConnecting?: boolean;
	errors?: Array<{ code: string; syscall: string }>;
}

/** What n8n throws for a fault of the network: its own error, in it that of axios, in that the one of Node.js. */
function thrownFor({ code, message = 'low', secureConnecting, ...sign }: Sign): Error {
	const low = Object.assign(new Error(message), { code, ...sign });
	const request = { socket: { secureConnecting } };
	const axios = Object.assign(new Error(message, { cause: low }), { code, request });
	return Object.assign(new Error('The service was not able', { cause: axios }), { code: null });
}

const connect = { syscall: 'connect' };
const both = (code: string) => [
	{ code, ...connect },
	{ code, ...connect },
];

it.each<[string, Sign, string]>([
	['no way to the host', { code: 'EHOSTUNREACH', ...connect }, 'Unreachable'],
	['no way to the network', { code: 'ENETUNREACH', ...connect }, 'Unreachable'],
	['no way, by its code alone', { code: 'EHOSTUNREACH' }, 'Unreachable'],
	['a network that is down', { code: 'ENETDOWN', ...connect }, 'Unreachable'],
	['no address of its own left', { code: 'EADDRNOTAVAIL', ...connect }, 'Unreachable'],
	['a firewall of this machine', { code: 'EACCES', ...connect }, 'Unreachable'],
	['a reset instead of a connection', { code: 'ECONNRESET', ...connect }, 'Unreachable'],
	['no way to any address', { code: 'ENETUNREACH', errors: both('ENETUNREACH') }, 'Unreachable'],
	['a connection too late', { code: 'ETIMEDOUT', ...connect }, 'Timeout'],
	['a connection too late to all', { code: 'ETIMEDOUT', errors: both('ETIMEDOUT') }, 'Timeout'],
	['a handshake too late', { code: 'ECONNABORTED', secureConnecting: true }, 'Timeout'],
	['a handshake too late, cut off', { code: 'ERR_CANCELED', secureConnecting: true }, 'Timeout'],
	[
		'an end within the handshake',
		{
			code: 'ECONNRESET',
			message: 'Client network socket disconnected before secure TLS connection was established',
		},
		'Unreachable',
	],
	[
		'an end before the proxy let it through',
		{ message: 'Proxy connection ended before receiving CONNECT response' },
		'Unreachable',
	],
	[
		'a reset within the handshake',
		{ code: 'ECONNRESET', syscall: 'read', secureConnecting: true },
		'Unreachable',
	],
	['no TLS at all', { code: 'EPROTO', syscall: 'write' }, 'NotEncrypted'],
	['no common version of TLS', { code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }, 'NotEncrypted'],
	['a revoked certificate', { code: 'CERT_REVOKED', secureConnecting: true }, 'Certificate'],
	['a certificate not valid yet', { code: 'CERT_NOT_YET_VALID' }, 'Certificate'],
	["another host's certificate", { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'Certificate'],
	["another host's certificate, as OpenSSL has it", { code: 'HOSTNAME_MISMATCH' }, 'Certificate'],
	['no issuer', { code: 'UNABLE_TO_GET_ISSUER_CERT' }, 'Certificate'],
	['a name server that fails', { code: 'ESERVFAIL' }, 'HostNotFound'],
	['no address', { code: 'EAI_FAIL', syscall: 'getaddrinfo' }, 'HostNotFound'],
	['nobody there', { code: 'ECONNREFUSED', ...connect }, 'ConnectionRefused'],
])('nothing was sent: %s', (_, sign, code) => {
	const fault = networkFault(thrownFor(sign));
	expect(fault).toMatchObject({ code: `NetworkError.${code}`, unsent: true });
	expect(fault.meaning).toMatch(/, so nothing was sent$/);
});

it.each<[string, Sign, string]>([
	['an answer too late', { code: 'ETIMEDOUT', syscall: 'read' }, 'Timeout'],
	['an answer too late, cut off', { code: 'ERR_CANCELED', secureConnecting: false }, 'Timeout'],
	['a reset', { code: 'ECONNRESET', syscall: 'read' }, 'ConnectionLost'],
	['a pipe that broke', { code: 'EPIPE', syscall: 'write' }, 'ConnectionLost'],
	['a way that was lost later', { code: 'EHOSTUNREACH', syscall: 'read' }, 'ConnectionLost'],
	['a network that went down later', { code: 'ENETDOWN', syscall: 'write' }, 'ConnectionLost'],
	[
		'TLS that broke later',
		{ code: 'ERR_SSL_BAD_RECORD_TYPE', secureConnecting: false },
		'ConnectionLost',
	],
	[
		'a certificate of ours that was asked for later',
		{ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', secureConnecting: false },
		'ConnectionLost',
	],
	['a write that failed later', { code: 'EPROTO', secureConnecting: false }, 'ConnectionLost'],
	['anything else', { code: 'ESOMETHING', syscall: 'read' }, 'Other'],
	['anything without a code', {}, 'Other'],
])('it may have been sent: %s', (_, sign, code) => {
	const fault = networkFault(thrownFor(sign));
	expect(fault.code).toBe(`NetworkError.${code}`);
	expect(fault.retry).toBe('unclear');
	expect(fault.unsent).toBeUndefined();
	expect(fault.meaning).not.toContain('nothing was sent');
});

const named = (name: string) => Object.assign(new Error('The request was blocked'), { name });

it.each<[string, Error, string]>([
	['a key that is missing', new UnsignableRequestError('No SecretId'), 'NotSigned'],
	['an endpoint that must not get it', new EndpointError('Not sent to x'), 'NotSigned'],
	['an address that n8n blocks', named('SsrfBlockedIpError'), 'NotAllowed'],
	['a host that n8n blocks', named('SsrfBlockedHostnameError'), 'NotAllowed'],
	['a domain that is not allowed', new Error('Domain not allowed: x'), 'NotAllowed'],
])('nothing was sent, and will not be: %s', (_, cause, code) => {
	const fault = networkFault(new Error('n8n says', { cause }));
	expect(fault).toMatchObject({ code: `NetworkError.${code}`, retry: 'final', unsent: true });
	expect(fault.meaning).toContain(`so nothing was sent: ${cause.message}`);
});

it('does not follow causes in a circle', () => {
	const error = new Error('round');
	error.cause = error;
	expect(networkFault(error).code).toBe('NetworkError.Other');
});
