import { createServer as httpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as tlsServer } from 'node:tls';
import type { IDataObject } from 'n8n-workflow';

import { startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

/** Ports of this machine at which no request can arrive, and one at which it may. */
const SERVERS: Record<string, Server> = {
	noTls: httpServer(),
	noCertificate: tlsServer(),
	hangsUp: createServer((socket) => socket.once('data', () => socket.end())),
	resets: createServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
	silent: createServer(),
	takesIt: createServer((socket) => socket.once('data', () => socket.destroy())),
};
const open = new Set<Socket>();

let stage: Stage;

beforeAll(async () => {
	const key = { secretId: 'any', secretKey: 'the key of any', region: 'ap-guangzhou' };
	const credentials: Record<string, IDataObject> = {
		nobody: { ...key, endpoint: 'https://127.0.0.1:9' },
		noSuchHost: { ...key, endpoint: 'https://tat.nowhere.invalid' },
	};
	for (const [name, server] of Object.entries(SERVERS)) {
		server.on('connection', (socket: Socket) => {
			open.add(socket);
			socket.on('error', () => {});
		});
		server.on('tlsClientError', () => {});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const scheme = name === 'takesIt' ? 'http' : 'https';
		const { port } = server.address() as AddressInfo;
		credentials[name] = { ...key, endpoint: `${scheme}://127.0.0.1:${port}` };
	}
	stage = await startStage({}, () => credentials);
}, START_MS);

afterAll(async () => {
	for (const server of Object.values(SERVERS)) server.close();
	for (const socket of open) socket.destroy();
	await stage.stop();
});

const run = {
	operation: 'runCommand',
	content: 'true',
	instanceIds: 'ins-demo0001',
	options: { requestTimeout: '={{ 1 / 3 }}' },
};

async function failureOf(credential: string) {
	const { error } = await stage.tat(run, { credential });
	if (!error) throw new Error('It succeeded');
	return error;
}

it.each([
	['nobody', 'nothing listens at the endpoint', 'ConnectionRefused'],
	['noSuchHost', 'the host of the endpoint has no address', 'HostNotFound'],
	['noTls', 'no encrypted connection to the endpoint could be agreed on', 'NotEncrypted'],
	['noCertificate', 'no encrypted connection to the endpoint could be agreed on', 'NotEncrypted'],
	['hangsUp', 'the endpoint could not be reached', 'Unreachable'],
	['resets', 'the endpoint could not be reached', 'Unreachable'],
	['silent', 'no connection to the endpoint came about in time', 'Timeout'],
])('%s: %s, and no command can be running', async (credential, meaning, code) => {
	const { message, description } = await failureOf(credential);
	expect(message).toBe(
		`Run of a command on ins-demo0001 in ap-guangzhou failed: ${meaning}, so nothing was sent (NetworkError.${code})`,
	);
	expect(description).toMatch(/^Check the (network|endpoint)/);
	expect(description).not.toContain('Look with Get Many');
});

it('what may have arrived is still in doubt', async () => {
	const { message, description } = await failureOf('takesIt');
	expect(message).toContain('the command may be running');
	expect(description).toMatch(/^Look with Get Many first/);
});
