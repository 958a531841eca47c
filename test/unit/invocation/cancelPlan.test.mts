import fc from 'fast-check';

import { CancelLog } from '../../../nodes/TencentTat/invocation/cancelCalls.ts';
import { planCancel } from '../../../nodes/TencentTat/invocation/cancelPlan.ts';
import type { Target } from '../../../nodes/TencentTat/invocation/cancelPlan.ts';

const targets = fc.array(
	fc.record({
		invocationId: fc.constantFrom('inv-a', 'inv-b', 'inv-c'),
		instanceIds: fc.oneof(
			{ weight: 1, arbitrary: fc.constant('all' as const) },
			{
				weight: 9,
				arbitrary: fc.array(
					fc.nat({ max: 400 }).map((number) => `ins-${number}`),
					{ maxLength: 150 },
				),
			},
		),
	}),
	{ maxLength: 12 },
);

function named(instanceIds: Target['instanceIds']): readonly string[] {
	return instanceIds === 'all' ? ['all'] : instanceIds;
}

/** Every instance that is asked for, by invocation; `all` where the whole invocation is. */
function wanted(asked: readonly Target[]): Map<string, Set<string>> {
	const ids = new Map<string, Set<string>>();
	for (const { invocationId, instanceIds } of asked) {
		const known = ids.get(invocationId) ?? new Set();
		for (const id of named(instanceIds)) known.add(id);
		if (known.size > 0) ids.set(invocationId, known);
	}
	return ids;
}

describe('planCancel', () => {
	it('loses no instance, adds none, and names each once', () => {
		fc.assert(
			fc.property(targets, (asked) => {
				const plan = planCancel(asked);
				for (const [invocationId, ids] of wanted(asked)) {
					const planned = plan.filter((call) => call.invocationId === invocationId);
					const sent = planned.flatMap(({ instanceIds }) => named(instanceIds));
					expect([...sent].sort()).toEqual([...ids].sort());
				}
				expect(new Set(plan.map((call) => call.invocationId))).toEqual(
					new Set(wanted(asked).keys()),
				);
			}),
		);
	});

	it('keeps to 100 instances a request, and needs no request more than that takes', () => {
		fc.assert(
			fc.property(targets, (asked) => {
				const plan = planCancel(asked);
				for (const { instanceIds } of plan) {
					expect(named(instanceIds).length).toBeLessThanOrEqual(100);
				}
				for (const [invocationId, ids] of wanted(asked)) {
					const whole = ids.has('all') ? 1 : 0;
					const needed = whole + Math.ceil((ids.size - whole) / 100);
					expect(plan.filter((call) => call.invocationId === invocationId)).toHaveLength(needed);
				}
			}),
		);
	});

	it('changes nothing when it is planned again', () => {
		fc.assert(
			fc.property(targets, (asked) => {
				const plan = planCancel(asked);
				expect(planCancel(plan)).toEqual(plan);
			}),
		);
	});

	it('plans nothing for nothing, and takes no instances for none, not for all', () => {
		expect(planCancel([])).toEqual([]);
		expect(planCancel([{ invocationId: 'inv-a', instanceIds: [] }])).toEqual([]);
	});
});

describe('Replies', () => {
	it('answers every target from the parts of the plan, whoever else asked for them', () => {
		fc.assert(
			fc.property(targets, (asked) => {
				const replies = new CancelLog();
				for (const { invocationId, instanceIds } of planCancel(asked)) {
					for (const id of named(instanceIds)) {
						replies.add(invocationId, id, { value: `${invocationId} ${id}` });
					}
				}
				for (const target of asked) {
					const { invocationId } = target;
					const parts = replies.to(target);
					expect(parts.map(({ instance }) => instance)).toEqual(named(target.instanceIds));
					for (const { instance, reply } of parts) {
						expect(reply).toEqual({ value: `${invocationId} ${instance}` });
					}
				}
			}),
		);
	});
});
