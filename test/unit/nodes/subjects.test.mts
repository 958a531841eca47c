import { SUBJECTS } from '../../../nodes/TencentTat/subjects.ts';

it('names what a look-up is for, or that it is a list', () => {
	const subject = SUBJECTS.DescribeInvocationTasks;
	expect([
		subject({ InvocationTaskIds: ['invt-a'] }),
		subject({ Filters: [{ Name: 'invocation-id', Values: ['inv-a', 'inv-b'] }] }),
		subject({}),
	]).toEqual([
		'Look-up of the tasks of invt-a',
		'Look-up of the tasks of inv-a, inv-b',
		'Listing of tasks',
	]);
});

it('names no more than the first three of many', () => {
	const subject = SUBJECTS.CancelInvocation;
	const InstanceIds = ['ins-a', 'ins-b', 'ins-c', 'ins-d', 'ins-e'];
	expect(subject({ InvocationId: 'inv-a', InstanceIds })).toBe(
		'Cancel of inv-a on ins-a, ins-b, ins-c and 2 more',
	);
	expect(subject({ InvocationId: 'inv-a', InstanceIds: InstanceIds.slice(0, 3) })).toBe(
		'Cancel of inv-a on ins-a, ins-b, ins-c',
	);
});
