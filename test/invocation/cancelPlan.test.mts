import fc from 'fast-check';

import { planCancel, Replies } from '../../nodes/TencentTat/invocation/cancelPlan.ts';
import type { Target } from '../../nodes/TencentTat/invocation/cancelPlan.ts';

const targets = fc.array(
	fc.record({
		invocationId: fc.constantFrom('inv-a', 'inv-b', 'inv-c'),
		instanceIds: fc.array(
			fc.nat({ max: 400 }).map((number) => `ins-${number}`),
			{ maxLength: 150 },
		),
	}),
	{ maxLength: 12 },
);

/** Every instance that is asked for, by invocation; `all` where the whole invocation is. */
function wanted(asked: readonly Target[]): Map<string, Set<string>> {
	const ids = new Map<string, Set<string>>();
	for (const { invocationId, instanceIds } of asked) {
		const known = ids.get(invocationId) ?? new Set();
		for (const id of instanceIds.length === 0 ? ['all'] : instanceIds) known.add(id);
		ids.set(invocationId, known);
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
					const named = planned.flatMap(({ instanceIds }) => instanceIds);
					if (ids.has('all')) expect(planned).toEqual([{ invocationId, instanceIds: [] }]);
					else expect([...named].sort()).toEqual([...ids].sort());
				}
				expect(new Set(plan.map((call) => call.invocationId))).toEqual(
					new Set(asked.map((target) => target.invocationId)),
				);
			}),
		);
	});

	it('keeps to 100 instances a request, and needs no request more than that takes', () => {
		fc.assert(
			fc.property(targets, (asked) => {
				const plan = planCancel(asked);
				for (const { instanceIds } of plan) expect(instanceIds.length).toBeLessThanOrEqual(100);
				for (const [invocationId, ids] of wanted(asked)) {
					const needed = ids.has('all') ? 1 : Math.ceil(ids.size / 100);
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

	it('plans nothing for nothing', () => {
		expect(planCancel([])).toEqual([]);
	});
});

describe('Replies', () => {
	it('answers every target from the parts of the plan, whoever else asked for them', () => {
		fc.assert(
			fc.property(targets, (asked) => {
				const replies = new Replies();
				for (const { invocationId, instanceIds } of planCancel(asked)) {
					for (const id of instanceIds.length === 0 ? [''] : instanceIds) {
						replies.add(invocationId, id, { value: `${invocationId} ${id}` });
					}
				}
				for (const target of asked) {
					const parts = replies.to(target);
					const absorbed = parts.length === 1 && parts[0].instanceId === '';
					expect(parts.map(({ instanceId }) => instanceId)).toEqual(
						absorbed ? [''] : target.instanceIds,
					);
					for (const { instanceId, reply } of parts) {
						expect(reply).toEqual({ value: `${target.invocationId} ${instanceId}` });
					}
				}
			}),
		);
	});
});
