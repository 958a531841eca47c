import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parseAuthorization, signatureMatches } from '../../../emulator/signature.mts';

/** The keys that the server knows. */
export const KEYS = { secretId: 'AKIDwire', secretKey: 'wire secret' };

/** A request as its bytes arrived. */
export interface Arrived {
	method: string;
	path: string;
	query: string;
	/** By name in lower case; what came twice is a list. */
	headers: Record<string, string[]>;
	body: Buffer;
}

export interface WireServer {
	url: string;
	host: string;
	arrived: Arrived[];
	/** Status and headers of the next answers, one by one. Then it is 200 again. */
	answers: Array<{ status: number; headers?: Record<string, string> }>;
	stop(): Promise<void>;
}

/** Records what arrives, byte by byte, and answers as the API does when all went well. */
export async function startWireServer(): Promise<WireServer> {
	const server = createServer(async (incoming, outgoing) => {
		const body = await buffer(incoming);
		const [path, ...query] = (incoming.url ?? '').split('?');
		const headers: Arrived['headers'] = {};
		for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
			const [name, value] = incoming.rawHeaders.slice(at, at + 2);
			(headers[name.toLowerCase()] ??= []).push(value);
		}
		const method = incoming.method ?? '';
		wire.arrived.push({ method, path, query: query.join('?'), headers, body });
		const answer = wire.answers.shift() ?? { status: 200 };
		outgoing.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
		outgoing.end('{"Response":{"RequestId":"1"}}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const wire: WireServer = {
		url: `http://${host}`,
		host,
		arrived: [],
		answers: [],
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return wire;
}

/**
 * What is wrong with the signature of a request, by the emulator's verifier; nothing when it holds for exactly the
 * bytes and headers that arrived.
 */
export function faultsOf({ method, path, query, headers, body }: Arrived, service = 'tat') {
	const faults: string[] = [];
	const check = (holds: boolean, fault: string) => void (holds || faults.push(fault));

	const single = Object.fromEntries(
		Object.entries(headers).map(([name, [value]]) => [name, value]),
	);
	for (const name of [...SIGNED, 'authorization', 'x-tc-timestamp', 'x-tc-version']) {
		check(headers[name]?.length === 1, `${name} came ${headers[name]?.length ?? 0} times`);
	}
	const authorization = parseAuthorization(single.authorization ?? '');
	if (authorization === undefined) return [...faults, 'the Authorization is malformed'];

	const holds = (sent: Partial<Arrived>, changed: Record<string, string> = {}) =>
		signatureMatches(
			{ method, path, query, body, ...sent, headers: { ...single, ...changed } },
			authorization,
			Number(single['x-tc-timestamp']),
			KEYS.secretKey,
		);
	check(authorization.secretId === KEYS.secretId, `the key is ${authorization.secretId}`);
	check(authorization.service === service, `the service is ${authorization.service}`);
	check(authorization.signedHeaders.join() === SIGNED.join(), 'other headers are signed');
	check(holds({}), 'the signature does not match');
	// The verifier is lenient in two ways, as it must be for the official SDKs.
	const type = single['content-type'] ?? '';
	check(type === type.toLowerCase(), 'the Content-Type is not in lower case');
	const [hostname, port] = (single.host ?? '').split(':');
	check(port === undefined || !holds({}, { host: hostname }), 'the port is not signed');
	return faults;
}

const SIGNED = ['content-type', 'host', 'x-tc-action'];
