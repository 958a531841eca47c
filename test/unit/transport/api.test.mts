import { API } from '../../../nodes/TencentTat/transport/api.ts';
import type { Action } from '../../../nodes/TencentTat/transport/api.ts';
import { mostEntries } from '../../../nodes/TencentTat/transport/apiLimits.ts';
import { mayRepeat } from '../../../nodes/TencentTat/transport/retry.ts';

const ACTIONS = Object.keys(API) as Action[];

it('knows of every listing which list its answer cannot lack', () => {
	const listings = Object.entries(API).filter(([action]) => action.startsWith('Describe'));
	expect(listings).toHaveLength(11);
	for (const [, { list }] of listings) expect(list).toMatch(/Set$/);
});

it('repeats all but what would create or start something once more', () => {
	expect(ACTIONS.filter((action) => !mayRepeat(action))).toEqual([
		'CreateCommand',
		'CreateInvoker',
		'CreateRegisterCode',
		'InvokeCommand',
		'RunCommand',
	]);
});

it('takes nothing for reading that may change something', () => {
	for (const action of ACTIONS) {
		expect([action, API[action].kind === 'reads']).toEqual([
			action,
			/^(Describe|Preview)/.test(action),
		]);
	}
	expect(ACTIONS.filter((action) => API[action].kind === 'starts')).toEqual([
		'InvokeCommand',
		'RunCommand',
	]);
});

it('knows how many IDs a request takes, in one action more than in others', () => {
	expect(mostEntries('CancelInvocation', 'InstanceIds')).toBe(100);
	expect(mostEntries('RunCommand', 'InstanceIds')).toBe(200);
	expect(mostEntries('InvokeCommand', 'InstanceIds')).toBe(200);
	expect(mostEntries('DeleteCommands', 'CommandIds')).toBe(100);
});
