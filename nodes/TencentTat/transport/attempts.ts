import type { Fault } from '../../../tencentcloud/faults';
import { API, type Action, type ResponseOf } from './api';
import { afterLost, failure, isReading, isUnknown, type Asked } from './unwrap';
import { signalAt, type Interrupts } from './interrupts';
import { pause, StoppedError } from './pause';
import { retries, type Patience } from './retry';
import { settled } from './settled';
import { hasCode, TatError } from './TatError';

/** A request that is of no use any more, before it was sent. */
const NOT_IN_TIME: Fault = {
	code: 'NetworkError.NotInTime',
	meaning: 'the time was up before it could be sent, as other requests of this key came first',
	hint: 'Give it more time, or have fewer steps ask at the same time.',
	retry: 'refused',
	unsent: true,
};

/**
 * Sends, and again after a pause as long as the retry policy allows it.
 *
 * @param send one attempt
 * @throws {TatError} when the last attempt has failed
 * @throws {StoppedError} when the execution was stopped
 */
export async function sendRepeatedly<A extends Action>(
	asked: Asked<A>,
	patience: Patience,
	stop: AbortSignal | undefined,
	send: (interrupts: Interrupts) => Promise<ResponseOf<A>>,
): Promise<ResponseOf<A>> {
	const late = lateSignal(asked.action, patience);
	const pauseAfter = retries(patience);
	let lost = false;
	let last: unknown;
	for (;;) {
		const outcome = await settled(send({ stop, late }));
		if ('value' in outcome) return outcome.value;
		const isLate = late?.aborted && !stop?.aborted && outcome.error instanceof StoppedError;
		// What kept it from being answered in time says more than that the time is up.
		const error = isLate ? (last ?? failure(asked, NOT_IN_TIME, null)) : outcome.error;
		if (lost && hasCode(error, API[asked.action].gone)) return {} as ResponseOf<A>;
		const milliseconds = pauseAfter(error);
		if (milliseconds === undefined) {
			throw lost && !isLost(error) ? afterLost(asked, error) : error;
		}
		lost ||= isLost(error);
		last = error;
		await pause(milliseconds, stop);
	}
}

/** What only reads is given up when its answer is of no use any more; all else is seen through. */
function lateSignal(action: Action, { until }: Patience): AbortSignal | undefined {
	return until !== undefined && isReading(action) ? signalAt(until) : undefined;
}

/** Whether the attempt may have been carried out. */
function isLost(error: unknown): boolean {
	return error instanceof TatError && isUnknown(error.failure.fault);
}
