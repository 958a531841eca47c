import { eachOf } from '../transport/batches';
import { halving } from '../transport/halving';
import { settled, type Settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import type { InstanceIds, Target } from './cancelPlan';

/** Sends a plan. Where some instances spoil a request, the others are cancelled nevertheless. */
export async function sendCancels(tat: Tat, plan: readonly Target[]): Promise<CancelLog> {
	const log = new CancelLog();
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
			log.add(invocationId, 'all', await settled(send('all')));
			return;
		}
		const results = await halved(instanceIds, send);
		instanceIds.forEach((id, index) => log.add(invocationId, id, results[index]));
	});
	return log;
}

/** What the API said to each part of a plan: the RequestId that accepted it, or the error that refused it. */
export class CancelLog {
	private readonly byPart = new Map<string, Settled<string>>();

	/** @param instance that the request named, or `all` */
	add(invocationId: string, instance: string, reply: Settled<string>): void {
		this.byPart.set(`${invocationId} ${instance}`, reply);
	}

	/** The replies to all parts of `target`, each with the instance it is about. */
	to({ invocationId, instanceIds }: Target): Array<{ instance: string; reply: Settled<string> }> {
		return (instanceIds === 'all' ? ['all'] : instanceIds).map((instance) => ({
			instance,
			reply: this.byPart.get(`${invocationId} ${instance}`) as Settled<string>,
		}));
	}
}
