import { eachOf } from '../transport/batches';
import { settled } from '../transport/settled';
import type { Tat } from '../transport/tat';
import { TatError } from '../transport/TatError';
import { Replies, type Target } from './cancelPlan';

/** Codes that one instance may bring upon all others in its request. */
const BECAUSE_OF_AN_INSTANCE = [
	'InvalidParameterValue.InstanceIsNotRelatedToInvocation',
	'InvalidParameterValue.InvalidInstanceId',
	'ResourceNotFound.InstanceNotFound',
];
/** The right to cancel is checked on each instance, but a key may as well have none at all. */
const DENIED = 'UnauthorizedOperation.CamAuthFailed';
/** Single instances denied, with none allowed, after which a denial is taken to hold for all. */
const DENIALS_FOR_ALL = 8;

/**
 * Sends a plan. A request that is refused because of some of its instances is halved until these are found, so that
 * the others are cancelled: for k of n instances that takes about 2k log2(n) requests.
 */
export async function sendCancels(tat: Tat, plan: readonly Target[]): Promise<Replies> {
	const replies = new Replies();
	const rights = { allowed: 0, denied: 0 };

	async function send({ invocationId, instanceIds }: Target): Promise<void> {
		const reply = await settled(
			tat
				.call('CancelInvocation', {
					InvocationId: invocationId,
					...(instanceIds.length > 0 && { InstanceIds: [...instanceIds] }),
				})
				.then(({ RequestId = '' }) => RequestId),
		);
		const code =
			'error' in reply && reply.error instanceof TatError ? reply.error.details.code : '';
		if ('value' in reply) rights.allowed++;
		if (code === DENIED && instanceIds.length === 1) rights.denied++;

		const deniedToAll = rights.allowed === 0 && rights.denied >= DENIALS_FOR_ALL;
		const because = BECAUSE_OF_AN_INSTANCE.includes(code) || (code === DENIED && !deniedToAll);
		if (because && instanceIds.length > 1) {
			const half = Math.ceil(instanceIds.length / 2);
			// One after the other, so that a denial to all is noticed early.
			await send({ invocationId, instanceIds: instanceIds.slice(0, half) });
			await send({ invocationId, instanceIds: instanceIds.slice(half) });
			return;
		}
		const parts = instanceIds.length === 0 ? [''] : instanceIds;
		for (const instanceId of parts) replies.add(invocationId, instanceId, reply);
	}

	await eachOf(plan, send);
	return replies;
}
