import { startOnAll } from '../../nodes/TencentTat/invocation/start.ts';
import { StoppedError } from '../../nodes/TencentTat/transport/pause.ts';

it('says of a part that was stopped no more than that', async () => {
	const instanceIds = Array.from({ length: 201 }, (_, index) => `ins-${index}`);
	const first = { invocationId: 'inv-a', commandId: '', instanceIds: [], requestIds: [] };
	const stop = new StoppedError();
	const results = await startOnAll(instanceIds, async (_, before) => {
		if (before) throw stop;
		return first;
	});
	expect(results).toEqual([{ value: first }, { error: stop }]);
});
