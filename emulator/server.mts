import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './actions/context.mts';
import { admit } from './admission.mts';
import { bashAgent } from './agents/bash.mts';
import { thisMachine } from './agents/host.mts';
import type { Host } from './agents/host.mts';
import { SANDBOXES, SCRIPTS_REFUSED, workingSandbox } from './agents/sandbox.mts';
import { scriptedAgent } from './agents/scripted.mts';
import type { ScriptedAgent } from './agents/scripted.mts';
import { realClock } from './clock.mts';
import type { Clock } from './clock.mts';
import { CommandBook } from './commands.mts';
import { VendorError } from './errors.mts';
import { instanceOf, instanceSpecs } from './instances.mts';
import type { InstanceSpec } from './instances.mts';
import { faultOf, injectedError } from './interception.mts';
import type { Interception } from './interception.mts';
import { InvocationBook } from './invocations.mts';
import { InvokerBook } from './invokers.mts';
import { KeyRing } from './keys.mts';
import type { Key } from './keys.mts';
import type { Invocation } from './invocations.mts';
import { readParameters } from './parameters.mts';
import { rateLimiter } from './rate.mts';
import { record, splitUrl } from './recordedRequest.mts';
import type { RecordedRequest } from './recordedRequest.mts';
import { DEFAULT_REGION, REGION_NAMES } from './regions.mts';
import { RegistrationBook } from './registrations.mts';
import type { Machine } from './registrations.mts';
import { DEFAULT_ROLE } from './roles.mts';
import type { Role } from './roles.mts';
import { validate } from './validation.mts';

export { realClock, virtualClock } from './clock.mts';
export type { Clock, VirtualClock } from './clock.mts';
export { instanceSpecs } from './instances.mts';
export type { InstanceSpec } from './instances.mts';
export type { Key } from './keys.mts';
export type { Machine } from './registrations.mts';
export type { Role } from './roles.mts';
export { FAULT_KINDS, faultLab } from './faults.mts';
export type { FaultKind, FaultLab } from './faults.mts';
export type { Fault, Interception } from './interception.mts';
export type { RecordedRequest } from './recordedRequest.mts';
export { whereScriptsRun } from './agents/sandbox.mts';
export type { ScriptedAgent } from './agents/scripted.mts';

export interface EmulatorOptions {
	/** Default 0: any free port. Always on 127.0.0.1. */
	port?: number;
	/** Default one pair, `emulator-secret-id` and `emulator-secret-key`. */
	keys?: Key[];
	/** Roles that these may assume. Default one, `qcs::cam::uin/100000000001:roleName/emulator`. */
	roles?: Role[];
	/** Valid values of X-TC-Region. Default the vendor's regions. */
	regions?: string[];
	/** Default three bash instances, `ins-demo0001` and on. */
	instances?: InstanceSpec[];
	/**
	 * Where this machine offers no sandbox, lets the scripts of bash instances run without one, as you. Default false: they
	 * are refused there, and `standIn` takes their place.
	 */
	scriptsOnThisMachine?: boolean;
	/** What bash instances do where scripts are refused. Default: wait 30 seconds, and print that nothing was run. */
	standIn?: ScriptedAgent;
	/** The sandboxes to choose from, the best first. Default all. */
	sandboxes?: readonly Host[];
	/** Machines outside of Tencent Cloud to enrol at the start, in `ap-guangzhou`. Default none. */
	machines?: Machine[];
	/** Drives the tasks, their times, the life of temporary keys and the rate limit. Default real time. */
	clock?: Clock;
	/**
	 * Seconds the emulator is ahead of real time. Signatures and the Date header go by that, as clients
	 * do, even where there is a `clock`.
	 */
	clockOffsetSeconds?: number;
	/** Milliseconds by which every response is delayed. */
	latencyMs?: number;
	/** Default true. */
	rateLimit?: boolean;
}

export interface Emulator {
	/** `http://127.0.0.1:<port>` */
	endpoint: string;
	keys: Key[];
	instanceIds: string[];
	/** What the scripts of bash instances run in, such as `unshare`; undefined where they are refused. */
	scriptHost?: string;
	clock: Clock;
	/** Every request so far, oldest first. */
	requests: RecordedRequest[];
	/** Enrols a machine with the secret value of a registration code, and returns its new ID. Throws when the code does not allow it. */
	enrol(registerCodeValue: string, machine: Machine): string;
	/** All invocations, newest first. */
	invocations: readonly Invocation[];
	/** Called with each request before anything is checked; may inject a fault. */
	intercept?: (request: RecordedRequest) => Interception;
	/** Kills every process it started, and closes the server and its connections. */
	stop(): Promise<void>;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const STAND_IN: ScriptedAgent = {
	deliverMs: 500,
	runMs: 30_000,
	cancelMs: 500,
	output: `Scripts are ${SCRIPTS_REFUSED}\n`,
};
/** The parts of a body that is sent slowly. */
const DRIPS = 10;

/** Starts a local TAT, with an STS beside it. Rejects when the port is taken (`EADDRINUSE`). */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const {
		port = 0,
		keys = [{ secretId: 'emulator-secret-id', secretKey: 'emulator-secret-key' }],
		roles = [DEFAULT_ROLE],
		regions = Object.keys(REGION_NAMES),
		instances: specs = instanceSpecs('ins-demo', 3, 'bash'),
		scriptsOnThisMachine = false,
		standIn = STAND_IN,
		sandboxes = SANDBOXES,
		machines = [],
		clockOffsetSeconds = 0,
		clock = realClock(clockOffsetSeconds * 1000),
		latencyMs = 0,
		rateLimit = true,
	} = options;
	const sandbox = specs.some(({ agent }) => agent === 'bash') && (await workingSandbox(sandboxes));
	const host = sandbox || (scriptsOnThisMachine ? thisMachine : undefined);
	const bash = host && bashAgent(clock, host);
	const toInstance = (spec: InstanceSpec) =>
		instanceOf(spec, bash ?? scriptedAgent(standIn, clock, 'Linux'), clock);
	const instances = specs.map(toInstance);
	const registrations = new RegistrationBook(clock, instances, toInstance);
	if (machines.length > 0) {
		const code = registrations.create(DEFAULT_REGION, { RegisterLimit: machines.length });
		for (const machine of machines) registrations.enrol(code.value, machine);
	}
	const book = new InvocationBook(clock);
	const commands = new CommandBook(clock);
	const invokers = new InvokerBook(clock);
	commands.isBound = (commandId) => invokers.binds(commandId);
	const ring = new KeyRing(keys, clock);
	const known = { keys: ring, regions };
	const countRequest = rateLimit ? rateLimiter(clock) : () => {};
	const wallClock = () => Date.now() + clockOffsetSeconds * 1000;

	const server = createServer((incoming, outgoing) => {
		serve(incoming, outgoing).catch(() => incoming.socket.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(port, '127.0.0.1', resolve);
	});

	const emulator: Emulator = {
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		keys,
		instanceIds: instances.map(({ instanceId }) => instanceId),
		scriptHost: host?.name,
		clock,
		requests: [],
		enrol: (value, machine) => registrations.enrol(value, machine).instance.instanceId,
		invocations: book.invocations,
		async stop() {
			invokers.stop();
			await bash?.stop();
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
	return emulator;

	async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const request = record(incoming, await readBody(incoming), clock.now());
		emulator.requests.push(request);
		const interception = emulator.intercept?.(request);
		const fault = faultOf(interception);
		const { drop, status, body, headers, delayMs = 0, dripMs = 0, afterProcessing } = fault;
		const replaced = drop || status !== undefined || typeof body === 'string';

		await sleep(latencyMs + delayMs, undefined, { ref: false });
		const answer = replaced && !afterProcessing ? '' : respond(request, incoming, interception);
		if (drop) {
			if (drop === 'reset') incoming.socket.resetAndDestroy();
			else incoming.socket.destroy();
			return;
		}
		request.status = status ?? 200;
		outgoing.writeHead(request.status, {
			'Content-Type': 'application/json',
			Date: new Date(wallClock()).toUTCString(),
			...headers,
		});
		const sent = typeof body === 'function' ? body(answer) : body;
		await send(outgoing, sent ?? (status === undefined ? answer : ''), dripMs);
	}

	/** Runs the action and wraps what it returns, or its error, in the envelope. */
	function respond(
		request: RecordedRequest,
		incoming: IncomingMessage,
		interception: Interception,
	): string {
		try {
			const error = injectedError(interception);
			if (error !== undefined) throw new VendorError(error.code, error.message);
			const answer = perform(request, incoming);
			request.done = true;
			return envelope(request, answer);
		} catch (error) {
			const known = error instanceof VendorError;
			const Code = known ? error.code : 'InternalError';
			const Message = known ? error.message : `The emulator failed: ${String(error)}`;
			request.errorCode = Code;
			return envelope(request, { Error: { Code, Message } });
		}
	}

	function perform(request: RecordedRequest, incoming: IncomingMessage): Record<string, unknown> {
		const { method, rawBody } = request;
		if (rawBody.length > MAX_BODY_BYTES) {
			throw new VendorError('RequestSizeLimitExceeded', 'The request is larger than 10 MB.');
		}
		if (method !== 'POST' && method !== 'GET') {
			throw new VendorError('UnsupportedProtocol', 'Only GET and POST requests are supported.');
		}
		const [path, query] = splitUrl(request.url);
		const headers = incoming.headers as Record<string, string | undefined>;
		const signed = { method, path, query, headers, body: rawBody };
		const { service, action, spec, secretId, region } = admit(signed, known, wallClock() / 1000);
		countRequest(action, spec, secretId, region);
		const sent = readParameters(method, query, rawBody, spec);
		if (sent === undefined) {
			throw new VendorError('InvalidParameter', 'The body of the request is not a JSON object.');
		}
		const context: Context = {
			region,
			regions,
			instances,
			commands,
			book,
			invokers,
			registrations,
			clock,
			secretId,
			roles,
			keys: ring,
		};
		return service.actions[action](validate(spec, sent) as never, context);
	}
}

function envelope({ requestId }: RecordedRequest, answer: Record<string, unknown>): string {
	return JSON.stringify({ Response: { ...answer, RequestId: requestId } });
}

async function send(outgoing: ServerResponse, body: string | Buffer, dripMs: number) {
	let left = Buffer.from(body);
	const size = Math.ceil(left.length / (dripMs > 0 ? DRIPS : 1));
	for (; left.length > size && !outgoing.destroyed; left = left.subarray(size)) {
		outgoing.write(left.subarray(0, size));
		await sleep(dripMs / DRIPS, undefined, { ref: false });
	}
	outgoing.end(left);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
