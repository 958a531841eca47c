import { cancelAll } from '../../../nodes/TencentTat/invocation/cancelAll.ts';
import type { RequestOf } from '../../../nodes/TencentTat/transport/api.ts';
import { refusal } from '../../../nodes/TencentTat/transport/unwrap.ts';
import { internalError, REGION, scriptedTat } from '../transport/scriptedTat.mts';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

const CancelInvocation = () => ({ RequestId: 'request-1' });
function unrelated(request: RequestOf<'CancelInvocation'>) {
	return refusal(
		{ action: 'CancelInvocation', request, region: REGION },
		'InvalidParameterValue.InstanceIsNotRelatedToInvocation',
	);
}

const wish = {
	invocationId: 'inv-a',
	instanceIds: 'all' as const,
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

it('names the instances that are asked for beside the whole, and says which of them the invocation does not have', async () => {
	const tat = scriptedTat({
		CancelInvocation: (request) => {
			if (request.InstanceIds?.includes('ins-b')) throw unrelated(request);
			return { RequestId: `request-${request.InstanceIds?.join() ?? 'all'}` };
		},
	});
	const wishes = ['all' as const, ['ins-a'], ['ins-b']].map((instanceIds) => ({
		invocationId: 'inv-a',
		instanceIds,
	}));
	expect(await cancelAll(tat, wishes)).toMatchObject([
		{ value: { accepted: true, instanceIds: 'all', requestIds: ['request-all'] } },
		{ value: { accepted: true, instanceIds: ['ins-a'], requestIds: ['request-ins-a'] } },
		{
			error: {
				failure: { fault: { code: 'InvalidParameterValue.InstanceIsNotRelatedToInvocation' } },
			},
		},
	]);
});

it('cancels nothing for none', async () => {
	const tat = scriptedTat({});
	await cancelAll(tat, [{ invocationId: 'inv-a', instanceIds: [] }]);
	expect(tat.calls).toEqual([]);
});
