import { watch } from '../../nodes/TencentTat/invocation/watch.ts';
import { scriptedTat } from '../transport/scriptedTat.mts';

const target = { invocationId: 'inv-a', instanceIds: [], until: 0 };

it('answers without tasks when the time is up and the region does not know the invocation', async () => {
	const tat = scriptedTat({ DescribeInvocations: () => ({}) });
	expect(await watch(tat, [target])).toEqual([{ value: { invocationStatus: '', tasks: [] } }]);
	expect(tat.calls).toEqual(['DescribeInvocations']);
});

it('leaves out a task that TAT names and then does not show', async () => {
	const tasks = ['a', 'b'].map((name) => ({
		InstanceId: `ins-${name}`,
		InvocationTaskId: `invt-${name}`,
		TaskStatus: 'SUCCESS',
	}));
	const tat = scriptedTat({
		DescribeInvocations: () => ({
			InvocationSet: [
				{
					InvocationId: 'inv-a',
					InvocationStatus: 'SUCCESS',
					InvocationTaskBasicInfoSet: tasks,
				},
			],
		}),
		DescribeInvocationTasks: () => ({ InvocationTaskSet: tasks.slice(1) }),
	});
	expect(await watch(tat, [target])).toMatchObject([
		{ value: { invocationStatus: 'SUCCESS', tasks: [{ invocationTaskId: 'invt-b' }] } },
	]);
});
