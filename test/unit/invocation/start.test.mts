import { start, startOnAll } from '../../../nodes/TencentTat/invocation/start.ts';
import { StoppedError } from '../../../nodes/TencentTat/transport/pause.ts';
import { scriptedTat } from '../transport/scriptedTat.mts';

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

describe('what was started', () => {
	const InstanceIds = ['ins-a'];
	const answer = { InvocationId: 'inv-a', RequestId: 'request-1' };
	const started = { invocationId: 'inv-a', instanceIds: InstanceIds, requestIds: ['request-1'] };
	const tat = scriptedTat({ RunCommand: () => answer, InvokeCommand: () => answer });

	it('is a run of the saved command that was asked for', async () => {
		const request = { CommandId: 'cmd-a', InstanceIds };
		expect(await start(tat, 'InvokeCommand', request, false)).toEqual({
			...started,
			commandId: 'cmd-a',
		});
	});

	it('has no command where TAT names none', async () => {
		const request = { Content: '', InstanceIds };
		expect(await start(tat, 'RunCommand', request, false)).toEqual({ ...started, commandId: '' });
	});
});
