import { portions } from '../transport/batches';
import type { Settled } from '../transport/settled';

/** Instance IDs that one request takes. @see https://www.tencentcloud.com/document/api/1147/46703 */
const MAX_CANCEL_INSTANCES = 100;

/** Instances of an invocation; none stands for all of them. */
export interface Target {
	invocationId: string;
	instanceIds: readonly string[];
}

/**
 * The fewest requests that cancel all `targets` of one region: those of one invocation are merged, and split where the
 * API's limit asks for it; each instance is named once; a target without instances absorbs the others of its
 * invocation. In the order in which the invocations first appear.
 */
export function planCancel(targets: readonly Target[]): Target[] {
	const instances = new Map<string, Set<string> | 'all'>();
	for (const { invocationId, instanceIds } of targets) {
		const known = instances.get(invocationId) ?? new Set();
		if (known === 'all' || instanceIds.length === 0) {
			instances.set(invocationId, 'all');
		} else {
			for (const id of instanceIds) known.add(id);
			instances.set(invocationId, known);
		}
	}
	return [...instances].flatMap(([invocationId, ids]) =>
		ids === 'all'
			? [{ invocationId, instanceIds: [] }]
			: portions([...ids], MAX_CANCEL_INSTANCES).map((instanceIds) => ({
					invocationId,
					instanceIds,
				})),
	);
}

/** What the API said to each part of a plan: the RequestId that accepted it, or the error that refused it. */
export class Replies {
	private readonly byPart = new Map<string, Settled<string>>();

	/** @param instanceId empty for a request that named none */
	add(invocationId: string, instanceId: string, reply: Settled<string>): void {
		this.byPart.set(`${invocationId} ${instanceId}`, reply);
	}

	/** The replies to all parts of `target`, each with the instance it is about (empty: all of them). */
	to({ invocationId, instanceIds }: Target): Array<{ instanceId: string; reply: Settled<string> }> {
		const whole = this.byPart.get(`${invocationId} `);
		if (whole) return [{ instanceId: '', reply: whole }];
		return instanceIds.map((instanceId) => ({
			instanceId,
			reply: this.byPart.get(`${invocationId} ${instanceId}`) as Settled<string>,
		}));
	}
}
