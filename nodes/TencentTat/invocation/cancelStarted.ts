import { settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { cancelAll } from './cancelAll';
import type { Started } from './start';
import { isTaskOver } from './status';

/** Seconds. A cancel that arrives together with the start can be lost, so it is seen through. */
const SEEN_THROUGH = { timeout: 60, resendAfter: 5 };

/** What goes on, or may, although it was to be cancelled. */
export type LeftRunning = { invocationId: string } & (
	| { error: unknown }
	/** Tasks that were not over when the waiting for the cancel ended, which TAT accepted. */
	| { open: Array<{ instanceId: string; statusAfter: string | null }>; seconds: number }
);

/** Cancels what was started, after the execution was stopped, and returns what that did not end. */
export async function cancelStarted(tat: Tat, started: readonly Started[]): Promise<LeftRunning[]> {
	const wishes = started.map(({ invocationId }) => ({
		invocationId,
		instanceIds: [],
		wait: SEEN_THROUGH,
	}));
	const cancelled = await settled(cancelAll(tat.afterStop(), wishes));
	return wishes.flatMap(({ invocationId }, index): LeftRunning[] => {
		if ('error' in cancelled) return [{ invocationId, error: cancelled.error }];
		const answer = cancelled.value[index];
		if ('error' in answer) return [{ invocationId, error: answer.error }];
		if (!('finished' in answer.value) || answer.value.finished) return [];
		const open = answer.value.tasks.filter(({ statusAfter }) => !isTaskOver(statusAfter));
		return [{ invocationId, open, seconds: SEEN_THROUGH.timeout }];
	});
}
