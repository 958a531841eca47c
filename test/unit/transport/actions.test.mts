import { ACTIONS } from '../../../nodes/TencentTat/transport/actions.ts';

it('knows of every listing which list its answer cannot lack', () => {
	const listings = Object.entries(ACTIONS).filter(([action]) => action.startsWith('Describe'));
	expect(listings).toHaveLength(11);
	for (const [, { list }] of listings) expect(list).toMatch(/Set$/);
});
