import { cancelAll } from '../../nodes/TencentTat/invocation/cancelAll.ts';
import { internalError, scriptedTat } from '../transport/scriptedTat.mts';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

const CancelInvocation = () => ({ RequestId: 'request-1' });
const wish = {
	invocationId: 'inv-a',
	instanceIds: [],
	wait: { timeout: 10, resendAfter: 1 },
};

it('cancels although the look before fails, which leaves open what the states were', async () => {
	const task = { InstanceId: 'ins-a', InvocationTaskId: 'invt-a', TaskStatus: 'TERMINATED' };
	let looks = 0;
	const tat = scriptedTat({
		CancelInvocation,
		DescribeInvocations: (request) => {
			if (++looks === 1) throw internalError('DescribeInvocations', request);
			return { InvocationSet: [{ InvocationId: 'inv-a', InvocationTaskBasicInfoSet: [task] }] };
		},
		DescribeInvocationTasks: () => ({ InvocationTaskSet: [task] }),
	});
	const answers = cancelAll(tat, [wish]);
	await jest.advanceTimersByTimeAsync(10_000);
	expect(await answers).toMatchObject([
		{
			value: {
				finished: true,
				outcome: 'terminated',
				tasks: [{ instanceId: 'ins-a', statusBefore: null, statusAfter: 'TERMINATED' }],
			},
		},
	]);
});

it('says that it is not over when the region does not show the invocation, and sends no second cancel', async () => {
	const tat = scriptedTat({ CancelInvocation, DescribeInvocations: () => ({}) });
	const answers = cancelAll(tat, [wish]);
	await jest.advanceTimersByTimeAsync(10_000);
	expect(await answers).toMatchObject([
		{ value: { finished: false, outcome: 'stillCancelling', invocationStatus: '', tasks: [] } },
	]);
	expect(tat.calls.filter((action) => action === 'CancelInvocation')).toHaveLength(1);
});
