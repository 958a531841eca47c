import type { WorkflowRun } from '../../test/engine/engine.mts';
import type { CancelledTask } from './report.mts';

/** What is different from a cleanup that ran on all instances and was terminated there. */
export function differences(
	{ status, nodes }: WorkflowRun,
	tasks: CancelledTask[],
	instanceIds: string[],
): string[] {
	const found: string[] = [];
	const expect = (what: string, actual: unknown, expected: unknown) => {
		if (actual !== expected) found.push(`${what} is ${actual}, not ${expected}`);
	};

	expect('The status of the execution', status, 'success');
	for (const instanceId of instanceIds) {
		const task = tasks.find((candidate) => candidate.instanceId === instanceId);
		expect(`The status of ${instanceId} before the cancel`, task?.statusBefore, 'RUNNING');
		expect(`The outcome on ${instanceId}`, task?.outcome, 'terminated');
		expect(`The first output of ${instanceId}`, task?.output.split('\n')[0], 'cleaned up 1 of 600');
	}
	expect('The number of instances', tasks.length, instanceIds.length);
	expect('The last node', Object.keys(nodes).at(-1), 'Stopped');
	return found;
}
