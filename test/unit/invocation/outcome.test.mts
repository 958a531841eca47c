import {
	cancelOutcome,
	countOutcomes,
	taskOutcome,
} from '../../../nodes/TencentTat/invocation/outcome.ts';
import {
	areTasksOver,
	isInvocationOver,
	isTaskOver,
} from '../../../nodes/TencentTat/invocation/status.ts';
import tatApi from '../../../emulator/tat-api.json' with { type: 'json' };

const { TaskStatus, InvocationStatus } = tatApi.enums;

it.each(Object.entries(TaskStatus))(
	'knows whether the task state %s is over',
	(status, { terminal }) => {
		expect(isTaskOver(status)).toBe(terminal);
		expect(isTaskOver(status.toLowerCase())).toBe(terminal);
	},
);

it.each(Object.entries(InvocationStatus))(
	'knows whether the invocation state %s is over',
	(status, { terminal }) => {
		expect(isInvocationOver(status)).toBe(terminal);
		expect(isInvocationOver(status.toLowerCase())).toBe(terminal);
	},
);

it('takes a state it does not know for one that goes on', () => {
	for (const status of ['BRAND_NEW', '', undefined]) {
		expect([status, isTaskOver(status), isInvocationOver(status)]).toEqual([status, false, false]);
	}
});

it.each([
	[['SUCCESS', 'FAILED'], true],
	[['SUCCESS', 'RUNNING'], false],
	[['RUNNING'], false],
	[[], false],
])('says of tasks that are %j whether all are over: %s', (statuses, over) => {
	expect(areTasksOver(statuses)).toBe(over);
});

describe('taskOutcome', () => {
	it.each([
		['PENDING', 'CANCELLED', 'cancelled'],
		['DELIVERING', 'CANCELLED', 'cancelled'],
		['DELIVER_DELAYED', 'cancelled', 'cancelled'],
		['RUNNING', 'TERMINATED', 'terminated'],
		['CANCELLING', 'TERMINATED', 'terminated'],
		['RUNNING', 'SUCCESS', 'alreadyFinished'],
		['RUNNING', 'FAILED', 'alreadyFinished'],
		['RUNNING', 'TIMEOUT', 'alreadyFinished'],
		['SUCCESS', 'SUCCESS', 'alreadyFinished'],
		['TERMINATED', 'TERMINATED', 'alreadyFinished'],
		['CANCELLED', 'CANCELLED', 'alreadyFinished'],
		['RUNNING', 'RUNNING', 'stillCancelling'],
		['RUNNING', 'CANCELLING', 'stillCancelling'],
		['RUNNING', 'BRAND_NEW', 'stillCancelling'],
		[undefined, 'TERMINATED', 'terminated'],
		[undefined, 'CANCELLED', 'cancelled'],
		[undefined, 'SUCCESS', 'alreadyFinished'],
		['RUNNING', undefined, 'stillCancelling'],
	])('%s, then %s: %s', (before, after, outcome) => {
		expect(taskOutcome(before, after)).toBe(outcome);
	});
});

it('counts every outcome, those of none as well', () => {
	expect(countOutcomes(['terminated', 'cancelled', 'terminated'])).toEqual({
		cancelled: 1,
		terminated: 2,
		alreadyFinished: 0,
		stillCancelling: 0,
	});
});

it('calls a cancel by what it did to all tasks, or mixed', () => {
	expect(cancelOutcome(['terminated', 'terminated'])).toBe('terminated');
	expect(cancelOutcome(['terminated', 'alreadyFinished'])).toBe('mixed');
	expect(cancelOutcome([])).toBe('stillCancelling');
});
