import type { Target } from '../../../nodes/TencentTat/invocation/cancelPlan.ts';
import { EVERYTHING } from '../../../nodes/TencentTat/invocation/selection.ts';
import type { Selection } from '../../../nodes/TencentTat/invocation/selection.ts';
import { listUnfinished } from '../../../nodes/TencentTat/invocation/unfinished.ts';
import type { Unfinished } from '../../../nodes/TencentTat/invocation/unfinished.ts';
import { scriptedTat } from '../transport/scriptedTat.mts';

/** What to cancel of a running invocation with tasks on these instances. */
async function targets(instanceIds: Selection['instanceIds'], on: string[]) {
	const tasks = on.map((InstanceId) => ({ InstanceId, TaskStatus: 'RUNNING' }));
	const invocation = {
		InvocationId: 'inv-a',
		InvocationStatus: 'RUNNING',
		InvocationTaskBasicInfoSet: tasks,
	};
	const tat = scriptedTat({
		DescribeInvocations: () => ({ TotalCount: 1, InvocationSet: [invocation] }),
		DescribeInvocationTasks: () => ({ TotalCount: 0, InvocationTaskSet: [] }),
	});
	const found: Array<Unfinished['target']> = [];
	for await (const { target } of listUnfinished(tat, { ...EVERYTHING, instanceIds }))
		found.push(target);
	return found;
}

it('takes the whole only where all instances are selected', async () => {
	expect(await targets('all', ['ins-a', 'ins-b'])).toEqual(['all']);
	expect(await targets('all', [])).toEqual(['all']);
	expect(await targets(['ins-a'], ['ins-a', 'ins-b'])).toEqual([['ins-a']]);
	expect(await targets(['ins-c'], ['ins-a', 'ins-b'])).toEqual([]);
});

it('takes nothing where no instance is selected', async () => {
	expect(await targets([], ['ins-a', 'ins-b'])).toEqual([]);
});

it('does not know what to cancel on some instances while no tasks are shown', async () => {
	const [target] = await targets(['ins-a'], []);
	expect(target).toBe('unknown');
	// @ts-expect-error the compiler lets nobody cancel what is not known
	const request: Target = { invocationId: 'inv-a', instanceIds: target };
	expect(request).toBeDefined();
});
