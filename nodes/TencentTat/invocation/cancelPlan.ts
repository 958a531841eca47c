import { mostEntries } from '../transport/apiLimits';
import { portions } from '../transport/batches';

const MOST_INSTANCES = mostEntries('CancelInvocation', 'InstanceIds');

/** Instances of an invocation. An empty list means none of them, never all. */
export type InstanceIds = 'all' | readonly string[];

export interface Target {
	invocationId: string;
	instanceIds: InstanceIds;
}

/**
 * The fewest requests that cancel all `targets` of one region: those of one invocation are merged, and split where the
 * API's limit asks for it; each instance is named once. A target for all instances does not stand for those that others
 * name: it would be accepted for ones that the invocation does not have. In the order in which the invocations appear.
 */
export function planCancel(targets: readonly Target[]): Target[] {
	const invocations = new Map<string, { whole: boolean; named: Set<string> }>();
	for (const { invocationId, instanceIds } of targets) {
		const known = invocations.get(invocationId) ?? { whole: false, named: new Set() };
		invocations.set(invocationId, known);
		if (instanceIds === 'all') known.whole = true;
		else for (const id of instanceIds) known.named.add(id);
	}
	return [...invocations].flatMap(([invocationId, { whole, named }]) => [
		...(whole ? [{ invocationId, instanceIds: 'all' as const }] : []),
		...portions([...named], MOST_INSTANCES).map((instanceIds) => ({
			invocationId,
			instanceIds,
		})),
	]);
}
