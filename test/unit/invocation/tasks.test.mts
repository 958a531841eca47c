import { taskOf } from '../../../nodes/TencentTat/invocation/tasks.ts';

const NOTHING = {
	invocationTaskId: '',
	instanceId: '',
	status: '',
	exitCode: null,
	output: '',
	outputTruncated: false,
	errorInfo: '',
	startTime: null,
	endTime: null,
};

it('has empty texts, and null for times and exit code, where TAT leaves them out', () => {
	expect(taskOf({})).toEqual(NOTHING);
	expect(taskOf({ TaskStatus: 'DELIVER_FAILED', TaskResult: {} })).toEqual({
		...NOTHING,
		status: 'DELIVER_FAILED',
	});
});

it('takes the times of the command before those of the task', () => {
	const [early, late] = ['2026-01-02T03:04:05Z', '2026-01-02T03:04:06Z'];
	expect(taskOf({ StartTime: early, EndTime: late })).toMatchObject({
		startTime: early,
		endTime: late,
	});
	expect(
		taskOf({
			StartTime: early,
			EndTime: early,
			TaskResult: { ExecStartTime: late, ExecEndTime: late },
		}),
	).toMatchObject({ startTime: late, endTime: late });
});

it('has no exit code while the task runs, whatever TAT says', () => {
	const TaskResult = { ExitCode: 0 };
	expect(taskOf({ TaskStatus: 'RUNNING', TaskResult }).exitCode).toBeNull();
	expect(taskOf({ TaskStatus: 'SUCCESS', TaskResult }).exitCode).toBe(0);
});
