import { isTaskOver } from './status';

/** What a cancel did to one task. */
export type TaskOutcome =
	/** It had not been started, and will not be. */
	| 'cancelled'
	/** It was running, and was killed. */
	| 'terminated'
	/** It was over before the cancel, or ended by itself before the cancel reached it. */
	| 'alreadyFinished'
	/** It is not over. */
	| 'stillCancelling';

/** What a cancel did to all its tasks: the same to each, or not. */
export type CancelOutcome = TaskOutcome | 'mixed';

const OUTCOMES: readonly TaskOutcome[] = [
	'cancelled',
	'terminated',
	'alreadyFinished',
	'stillCancelling',
];

/** @param before status before the cancel, where it is known */
export function taskOutcome(
	before: string | null | undefined,
	after: string | null | undefined,
): TaskOutcome {
	if (!isTaskOver(after)) return 'stillCancelling';
	if (isTaskOver(before)) return 'alreadyFinished';
	const byCancel: Readonly<Record<string, TaskOutcome>> = {
		CANCELLED: 'cancelled',
		TERMINATED: 'terminated',
	};
	return byCancel[String(after).toUpperCase()] ?? 'alreadyFinished';
}

export function countOutcomes(outcomes: readonly TaskOutcome[]): Record<TaskOutcome, number> {
	return Object.fromEntries(
		OUTCOMES.map((outcome) => [outcome, outcomes.filter((each) => each === outcome).length]),
	) as Record<TaskOutcome, number>;
}

/** No task at all means that none is known to be over. */
export function cancelOutcome(outcomes: readonly TaskOutcome[]): CancelOutcome {
	const [first = 'stillCancelling', ...others] = outcomes;
	return others.every((other) => other === first) ? first : 'mixed';
}
