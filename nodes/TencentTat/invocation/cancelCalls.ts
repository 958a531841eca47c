import { eachOf } from '../transport/batches';
import { halving } from '../transport/halving';
import { settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { Replies, type InstanceIds, type Target } from './cancelPlan';

/** Sends a plan. Where some instances spoil a request, the others are cancelled nevertheless. */
export async function sendCancels(tat: Tat, plan: readonly Target[]): Promise<Replies> {
	const replies = new Replies();
	const halved = halving('CancelInvocation');

	await eachOf(plan, async ({ invocationId, instanceIds }) => {
		const send = async (ids: InstanceIds) => {
			const { RequestId = '' } = await tat.call('CancelInvocation', {
				InvocationId: invocationId,
				...(ids !== 'all' && { InstanceIds: [...ids] }),
			});
			return RequestId;
		};
		if (instanceIds === 'all') {
			replies.add(invocationId, 'all', await settled(send('all')));
			return;
		}
		const results = await halved(instanceIds, send);
		instanceIds.forEach((id, index) => replies.add(invocationId, id, results[index]));
	});
	return replies;
}
