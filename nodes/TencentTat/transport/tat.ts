import { API, type Action, type ResponseOf, type RequestOf } from './api';
import type { Asked } from './unwrap';
import { sendRepeatedly } from './attempts';
import { checkLimits } from './checkLimits';
import { readCredential, type TatContext } from './credential';
import { destinationOf, missingRegion } from './destination';
import { exchange, type Route } from './exchange';
import { noteHost } from './hosts';
import type { Interrupts } from './interrupts';
import { Keys } from './keys';
import { TRIED_FOR_IN_EDITOR_MS } from './retry';

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
	 * The same for what is of no use after a time of `performance.now()`: then nothing is tried again, and what only reads
	 * leaves the queue and is no longer waited for.
	 */
	until(time: number): Tat;
	/**
	 * Calls an action: within the rate that the API takes, and again after a pause where that helps and does no harm.
	 *
	 * @throws {InputError} before anything is sent
	 * @throws {TatError} for anything but a success
	 * @throws {StoppedError} when the execution was stopped
	 */
	call<A extends Action>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>>;
	/**
	 * Checks a request and sends nothing; what it returns sends it, as `call` does.
	 *
	 * @throws {InputError}
	 */
	prepare<A extends Action>(action: A, request: RequestOf<A>): () => Promise<ResponseOf<A>>;
}

export const REQUEST_TIMEOUT_SECONDS = 30;

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

/** @throws {InputError} for a region or endpoint that is none, and without keys to sign with */
export async function connect(
	context: TatContext,
	{ region = '', requestTimeout = REQUEST_TIMEOUT_SECONDS }: TatOptions = {},
): Promise<Tat> {
	const credential = await readCredential(context);
	const destination = destinationOf(credential, region);
	noteHost(context, destination.host);
	const route = { ...destination, context, timeout: Math.ceil(requestTimeout * 1000) };
	const keys = new Keys(context, credential);
	return 'getExecutionCancelSignal' in context
		? tatOn({ route, keys }, context.getExecutionCancelSignal())
		: tatOn({ route, keys, triedFor: TRIED_FOR_IN_EDITOR_MS });
}

interface Connection {
	route: Route;
	keys: Keys;
	/** Milliseconds at most for which a request is tried again; as the retry policy says when absent. */
	triedFor?: number;
}

/**
 * @param stop fires when the execution is stopped
 * @param until a time of `performance.now()` after which answers are of no use
 */
function tatOn(connection: Connection, stop?: AbortSignal, until?: number): Tat {
	const { region, host } = connection.route;
	return {
		region,
		host,
		signal: stop,
		afterStop: () => tatOn(connection, undefined, until),
		until: (time) => tatOn(connection, stop, Math.min(time, until ?? Infinity)),
		async call<A extends Action>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
			return await this.prepare(action, request)();
		},
		prepare<A extends Action>(action: A, request: RequestOf<A>): () => Promise<ResponseOf<A>> {
			if (!API[action].global && region === '') throw missingRegion();
			checkLimits(action, request);
			return async (): Promise<ResponseOf<A>> =>
				await send(connection, { action, request, region }, stop, until);
		},
	};
}

/** As many attempts as the policy allows, each with the keys as they are then. */
async function send<A extends Action>(
	{ route, keys, triedFor }: Connection,
	asked: Asked<A>,
	stop?: AbortSignal,
	until?: number,
): Promise<ResponseOf<A>> {
	const attempt = async (interrupts: Interrupts): Promise<ResponseOf<A>> =>
		await keys.sendWith(
			asked,
			interrupts,
			async (credential) => await exchange(route, asked, credential, interrupts),
		);
	return await sendRepeatedly(asked, { most: triedFor, until }, stop, attempt);
}
