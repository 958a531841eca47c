import { taskStatesOf } from '../../../nodes/TencentTat/invocation/taskStates.ts';

it('reads the states of all tasks', () => {
	expect(
		taskStatesOf({
			InvocationTaskBasicInfoSet: [
				{ InstanceId: 'ins-a', InvocationTaskId: 'invt-a', TaskStatus: 'RUNNING' },
				{ InstanceId: 'ins-b', InvocationTaskId: 'invt-b', TaskStatus: 'SUCCESS' },
			],
		}),
	).toEqual([
		{ instanceId: 'ins-a', invocationTaskId: 'invt-a', status: 'RUNNING' },
		{ instanceId: 'ins-b', invocationTaskId: 'invt-b', status: 'SUCCESS' },
	]);
});

it('has empty texts for what TAT leaves out', () => {
	expect(taskStatesOf({})).toEqual([]);
	expect(taskStatesOf({ InvocationTaskBasicInfoSet: [{}] })).toEqual([
		{ instanceId: '', invocationTaskId: '', status: '' },
	]);
});
