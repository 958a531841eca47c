import type { Emulator, ScriptedAgent } from '../../../emulator/server.mts';
import { codeOf, sdk } from './sdk.mts';
import { startScripted } from './scripted.mts';

type Scripted = Awaited<ReturnType<typeof startScripted>>;

let emulator: Emulator;
async function start(agents: ScriptedAgent[]): Promise<Scripted> {
	const scripted = await startScripted(agents);
	emulator = scripted.emulator;
	return scripted;
}
afterEach(() => emulator.stop());

it('makes CANCELLED of a task that was not delivered', async () => {
	const { client, clock, run, statuses, tasks } = await start([{ deliverMs: 100, runMs: 1000 }]);
	const InvocationId = await run();
	expect(await statuses(InvocationId)).toEqual({ invocation: 'PENDING', tasks: ['PENDING'] });
	clock.advance(50);
	expect(await statuses(InvocationId)).toEqual({ invocation: 'PENDING', tasks: ['DELIVERING'] });

	expect(Object.keys(await client.CancelInvocation({ InvocationId }))).toEqual(['RequestId']);
	expect(await statuses(InvocationId)).toEqual({ invocation: 'CANCELLED', tasks: ['CANCELLED'] });

	clock.advance(5000);
	const [task] = await tasks(InvocationId);
	expect(task).toMatchObject({
		TaskStatus: 'CANCELLED',
		StartTime: null,
		EndTime: '2026-01-02T03:04:05Z',
		TaskResult: { ExitCode: 0, ExecStartTime: null, ExecEndTime: null },
	});
});

it('makes TERMINATED of a running task, by way of CANCELLING, and keeps its output', async () => {
	const { client, clock, run, statuses, tasks } = await start([
		{ deliverMs: 100, runMs: 60_000, output: 'so far', cancelMs: 3000 },
	]);
	const InvocationId = await run();
	clock.advance(1100);
	expect(await statuses(InvocationId)).toEqual({ invocation: 'RUNNING', tasks: ['RUNNING'] });
	await client.CancelInvocation({ InvocationId });
	expect(await statuses(InvocationId)).toEqual({ invocation: 'CANCELLING', tasks: ['CANCELLING'] });
	clock.advance(2000);
	await client.CancelInvocation({ InvocationId });
	clock.advance(1000);
	expect(await statuses(InvocationId)).toEqual({ invocation: 'CANCELLED', tasks: ['TERMINATED'] });
	const [task] = await tasks(InvocationId);
	expect(task).toMatchObject({
		StartTime: '2026-01-02T03:04:05Z',
		EndTime: '2026-01-02T03:04:09Z',
		TaskResult: { ExitCode: -1, Output: Buffer.from('so far').toString('base64') },
	});
});

it('leaves a finished task as it was, and succeeds', async () => {
	const { client, clock, run, statuses, tasks } = await start([{ runMs: 1000, exitCode: 3 }]);
	const InvocationId = await run();
	clock.advance(1000);
	const before = await tasks(InvocationId);
	expect(await codeOf(client.CancelInvocation({ InvocationId }))).toBeUndefined();
	clock.advance(5000);
	expect(await tasks(InvocationId)).toEqual(before);
	expect(await statuses(InvocationId)).toEqual({ invocation: 'FAILED', tasks: ['FAILED'] });
});

it('stops only the instances it is given', async () => {
	const { client, clock, run, statuses } = await start([{ runMs: 1000 }, { runMs: 1000 }]);
	const InvocationId = await run();
	await client.CancelInvocation({ InvocationId, InstanceIds: ['ins-script1'] });
	expect(await statuses(InvocationId)).toEqual({
		invocation: 'RUNNING',
		tasks: ['RUNNING', 'TERMINATED'],
	});
	const { InvocationSet: [invocation] = [] } = await client.DescribeInvocations({});
	expect(invocation.EndTime).toBeNull();
	clock.advance(1000);
	expect(await statuses(InvocationId)).toEqual({
		invocation: 'PARTIAL_CANCELLED',
		tasks: ['SUCCESS', 'TERMINATED'],
	});
});

it('lets CANCELLING linger when the agent ignores it, however often it is sent', async () => {
	const { client, clock, run, statuses } = await start([{ runMs: 1000, ignoresCancel: true }]);
	const InvocationId = await run();
	await client.CancelInvocation({ InvocationId });
	clock.advance(86_400_000);
	await client.CancelInvocation({ InvocationId });
	expect(await statuses(InvocationId)).toEqual({ invocation: 'CANCELLING', tasks: ['CANCELLING'] });
});

it('finds the invocation in any region when none is given, and only in the one that is', async () => {
	const { run, statuses } = await start([{ runMs: 1000 }]);
	const InvocationId = await run();
	const elsewhere = sdk(emulator, { region: 'ap-tokyo' }).CancelInvocation({ InvocationId });
	expect(await codeOf(elsewhere)).toBe('ResourceNotFound.InvocationNotFound');
	const nowhere = sdk(emulator, { region: '' }).CancelInvocation({ InvocationId });
	expect(await codeOf(nowhere)).toBeUndefined();
	expect((await statuses(InvocationId)).invocation).toBe('CANCELLED');
});

it('changes nothing when it is refused', async () => {
	const { client, run, statuses } = await start([{ runMs: 1000 }, { runMs: 1000 }]);
	const InvocationId = await run(['ins-script0']);
	const related = 'ins-script0';
	const refused: Array<[object, string]> = [
		[{}, 'MissingParameter'],
		[{ InvocationId: 'invt-0123456789' }, 'InvalidParameterValue.InvalidInvocationId'],
		[{ InvocationId: 'inv-0123456789' }, 'ResourceNotFound.InvocationNotFound'],
		[{ InvocationId, InstanceIds: ['nonsense'] }, 'InvalidParameterValue.InvalidInstanceId'],
		[{ InvocationId, InstanceIds: related }, 'InvalidParameter'],
		[{ InvocationId, InstanceId: related }, 'UnknownParameter'],
		[
			{ InvocationId, InstanceIds: Array.from({ length: 101 }, () => related) },
			'InvalidParameterValue.LimitExceeded',
		],
	];
	for (const [parameters, code] of refused) {
		expect(await codeOf(client.request('CancelInvocation', parameters))).toBe(code);
	}
	const unrelated = { InvocationId, InstanceIds: [related, 'ins-script1'] };
	await expect(client.CancelInvocation(unrelated)).rejects.toMatchObject({
		code: 'InvalidParameterValue.InstanceIsNotRelatedToInvocation',
		message: expect.stringContaining('ins-script1'),
	});
	expect(await statuses(InvocationId)).toEqual({ invocation: 'RUNNING', tasks: ['RUNNING'] });
});
