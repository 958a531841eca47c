import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface EchoServer {
	url: string;
	/** What the next answers are, instead of an echo. */
	answer?: { status: number; body: unknown };
	stop(): Promise<void>;
}

export interface Echo {
	path: string;
	headers: IncomingHttpHeaders;
	body: unknown;
}

/** Answers every request with what it got. */
export async function startEchoServer(): Promise<EchoServer> {
	const server = createServer(async (request, response) => {
		const body = await json(request).catch(() => undefined);
		const echo = { path: request.url, headers: request.headers, body } as Echo;
		const { status, body: answer } = echoServer.answer ?? { status: 200, body: echo };
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const echoServer: EchoServer = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return echoServer;
}
