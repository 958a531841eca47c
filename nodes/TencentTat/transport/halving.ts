import { API, DENIED, type Action } from './api';
import { settled, type Settled } from './settled';
import { TatError } from './TatError';

/** Single things denied, with none allowed, after which a denial is taken to hold for all. */
const DENIALS_FOR_ALL = 8;

/**
 * A way to send requests for many things: one that is refused because of some of them is halved until these are found,
 * so that it is done to the others. For k of n things that takes about 2k log2(n) requests.
 */
export function halving(action: Action) {
	const { spoiledBy = [] } = API[action];
	const rights = { allowed: 0, denied: 0 };

	/** What became of each of `ids`. */
	return async function halved<R>(
		ids: readonly string[],
		send: (ids: readonly string[]) => Promise<R>,
	): Promise<Array<Settled<R>>> {
		const reply = await settled(send(ids));
		const code =
			'error' in reply && reply.error instanceof TatError ? reply.error.failure.fault.code : '';
		if ('value' in reply) rights.allowed++;
		if (code === DENIED && ids.length === 1) rights.denied++;

		const deniedToAll = rights.allowed === 0 && rights.denied >= DENIALS_FOR_ALL;
		const because = spoiledBy.includes(code) && !(code === DENIED && deniedToAll);
		if (!because || ids.length < 2) return ids.map(() => reply);
		const half = Math.ceil(ids.length / 2);
		// One after the other, so that a denial to all is noticed early.
		const first = await halved(ids.slice(0, half), send);
		return [...first, ...(await halved(ids.slice(half), send))];
	};
}
