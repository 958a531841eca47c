import { watch } from '../../../nodes/TencentTat/invocation/watch.ts';
import { refusal } from '../../../nodes/TencentTat/transport/unwrap.ts';
import { REGION, scriptedTat } from '../transport/scriptedTat.mts';

const target = { invocationId: 'inv-a', instanceIds: 'all' as const, until: 0 };

it('answers without tasks when the time is up and the region does not know the invocation', async () => {
	const tat = scriptedTat({ DescribeInvocations: () => ({}) });
	expect(await watch(tat, [target])).toEqual([{ value: { invocationStatus: '', tasks: [] } }]);
	expect(tat.calls).toEqual(['DescribeInvocations']);
});

const TASKS = ['a', 'b'].map((name) => ({
	InstanceId: `ins-${name}`,
	InvocationTaskId: `invt-${name}`,
	TaskStatus: 'SUCCESS',
}));

it.each([
	[
		'one',
		{ InvocationTaskSet: TASKS.slice(1) },
		[
			{ invocationTaskId: 'invt-a', status: 'SUCCESS', output: null },
			{ invocationTaskId: 'invt-b', status: 'SUCCESS', output: '' },
		],
	],
	[
		'none',
		{},
		[
			{ invocationTaskId: 'invt-a', status: 'SUCCESS', output: null },
			{ invocationTaskId: 'invt-b', status: 'SUCCESS', output: null },
		],
	],
])(
	'knows the states of two tasks, and the output where TAT shows it: of %s',
	async (_, answer, tasks) => {
		const tat = scriptedTat({
			DescribeInvocations: () => ({
				InvocationSet: [
					{
						InvocationId: 'inv-a',
						InvocationStatus: 'SUCCESS',
						InvocationTaskBasicInfoSet: TASKS,
					},
				],
			}),
			DescribeInvocationTasks: () => answer,
		});
		expect(await watch(tat, [target])).toMatchObject([
			{ value: { invocationStatus: 'SUCCESS', tasks } },
		]);
	},
);

it('reads no outputs for what a fault that lasts has ended', async () => {
	let looks = 0;
	const tat = scriptedTat({
		DescribeInvocations: (request) => {
			if (++looks > 1) {
				const asked = { action: 'DescribeInvocations', request, region: REGION } as const;
				throw refusal(asked, 'UnauthorizedOperation.CamAuthFailed');
			}
			const running = { ...TASKS[0], TaskStatus: 'RUNNING' };
			return {
				InvocationSet: [{ InvocationId: 'inv-a', InvocationTaskBasicInfoSet: [running] }],
			};
		},
	});
	const [result] = await watch(tat, [{ ...target, until: performance.now() + 60_000 }]);
	expect(result).toMatchObject({
		error: { failure: { fault: { code: 'UnauthorizedOperation.CamAuthFailed' } } },
	});
	expect(tat.calls).toEqual(['DescribeInvocations', 'DescribeInvocations']);
});
