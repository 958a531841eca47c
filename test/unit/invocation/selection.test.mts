import { EVERYTHING, listInvocations } from '../../../nodes/TencentTat/invocation/selection.ts';
import type { Selection } from '../../../nodes/TencentTat/invocation/selection.ts';
import { take } from '../../../nodes/TencentTat/transport/list.ts';
import { scriptedTat } from '../transport/scriptedTat.mts';

/** Whether an invocation of which TAT tells nothing but its ID is selected. */
async function isSelected(selection: Partial<Selection>): Promise<boolean> {
	const tat = scriptedTat({
		DescribeInvocations: () => ({ TotalCount: 1, InvocationSet: [{ InvocationId: 'inv-a' }] }),
	});
	return (
		(await take(listInvocations(tat, { ...EVERYTHING, ...selection }), 1, () => true)).length === 1
	);
}

it('selects an invocation of unknown state, source and time only where these do not matter', async () => {
	expect(await isSelected({})).toBe(true);
	for (const selection of [
		{ statuses: ['RUNNING'] },
		{ source: 'USER' },
		{ startedAfter: 0 },
		{ startedBefore: Date.now() },
		{ instanceIds: ['ins-a'] },
	]) {
		expect([selection, await isSelected(selection)]).toEqual([selection, false]);
	}
});

it('selects nothing by an empty list', async () => {
	expect(await isSelected({ statuses: [] })).toBe(false);
	expect(await isSelected({ instanceIds: [] })).toBe(false);
});
