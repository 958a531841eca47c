import { aggregateStatus } from '../../../emulator/invocations.mts';
import type { InvocationStatus } from '../../../emulator/invocations.mts';
import { instanceSpecs } from '../../../emulator/server.mts';
import type { Emulator } from '../../../emulator/server.mts';
import type { TaskStatus } from '../../../emulator/tasks.mts';
import { base64, codeOf, text } from './sdk.mts';
import { startScripted } from './scripted.mts';

describe('the aggregate status', () => {
	it.each<[InvocationStatus, TaskStatus[]]>([
		['PENDING', ['PENDING', 'DELIVERING', 'DELIVER_DELAYED']],
		['RUNNING', ['PENDING', 'RUNNING']],
		['RUNNING', ['PENDING', 'SUCCESS']],
		['RUNNING', ['RUNNING', 'TERMINATED']],
		['CANCELLING', ['RUNNING', 'CANCELLING', 'SUCCESS']],
		['SUCCESS', ['SUCCESS', 'SUCCESS']],
		['CANCELLED', ['CANCELLED', 'TERMINATED']],
		['PARTIAL_CANCELLED', ['CANCELLED', 'SUCCESS', 'FAILED']],
		['TIMEOUT', ['TIMEOUT', 'TIMEOUT']],
		['FAILED', ['FAILED', 'DELIVER_FAILED', 'START_FAILED', 'TASK_TIMEOUT', 'TIMEOUT']],
		['PARTIAL_FAILED', ['SUCCESS', 'TIMEOUT']],
	])('is %s of %j', (status, tasks) => {
		expect(aggregateStatus(tasks)).toBe(status);
	});
});

describe('scripted instances', () => {
	let emulator: Emulator;
	afterEach(() => emulator.stop());

	it('end as they are told to', async () => {
		const scripted = await startScripted([
			{ output: 'hello' },
			{ exitCode: 7 },
			{ outcome: 'FAILED' },
			{ outcome: 'TIMEOUT' },
			{ outcome: 'TASK_TIMEOUT' },
			{ outcome: 'START_FAILED' },
			{ outcome: 'DELIVER_FAILED' },
			{ deliverMs: Infinity },
		]);
		emulator = scripted.emulator;
		const found = await scripted.tasks(await scripted.run());
		expect(found.map(({ TaskStatus, TaskResult }) => [TaskStatus, TaskResult?.ExitCode])).toEqual([
			['SUCCESS', 0],
			['FAILED', 7],
			['FAILED', 1],
			['TIMEOUT', -1],
			['TASK_TIMEOUT', -1],
			['START_FAILED', -1],
			['DELIVER_FAILED', -1],
			['PENDING', 0],
		]);
		expect(text(found[0].TaskResult?.Output)).toBe('hello');
		expect(found[5].ErrorInfo).toContain('START_FAILED');
	});

	it('run into the timeout of the command', async () => {
		const { clock, client, tasks, ...scripted } = await startScripted([{ runMs: Infinity }]);
		emulator = scripted.emulator;
		const { InvocationId = '' } = await client.RunCommand({
			Content: base64('sleep infinity'),
			InstanceIds: emulator.instanceIds,
			Timeout: 5,
		});
		clock.advance(4999);
		expect((await tasks(InvocationId))[0].TaskStatus).toBe('RUNNING');
		clock.advance(1);
		expect((await tasks(InvocationId))[0]).toMatchObject({
			TaskStatus: 'TIMEOUT',
			TaskResult: { ExitCode: -1, ExecEndTime: '2026-01-02T03:04:10Z' },
		});
	});

	it('keep the first 24 KiB and count the rest', async () => {
		const scripted = await startScripted([{ output: 'x'.repeat(24 * 1024 + 5) }]);
		emulator = scripted.emulator;
		const [{ TaskResult }] = await scripted.tasks(await scripted.run());
		expect(text(TaskResult?.Output)).toBe('x'.repeat(24 * 1024));
		expect(TaskResult?.Dropped).toBe(5);
	});

	it('hide their output unless asked for it', async () => {
		const { client, run, ...scripted } = await startScripted([{ output: 'hello' }]);
		emulator = scripted.emulator;
		await run();
		const { InvocationTaskSet: [task] = [] } = await client.DescribeInvocationTasks({});
		expect(task.TaskResult?.Output).toBe('');
	});

	it('can be 2000, in ten invocations, all cancelled', async () => {
		const agent = { deliverMs: 100, runMs: 60_000, cancelMs: 100 };
		const { clock, client, run, ...scripted } = await startScripted([], {
			instances: instanceSpecs('ins-many', 2000, agent),
		});
		emulator = scripted.emulator;
		const invocationIds: string[] = [];
		for (let first = 0; first < 2000; first += 200) {
			invocationIds.push(await run(emulator.instanceIds.slice(first, first + 200)));
		}
		clock.advance(1000);
		for (const InvocationId of invocationIds) await client.CancelInvocation({ InvocationId });
		clock.advance(100);
		const answer = await client.DescribeInvocations({ InvocationIds: invocationIds });
		const tasks = answer.InvocationSet?.flatMap((item) => item.InvocationTaskBasicInfoSet ?? []);
		expect(tasks).toHaveLength(2000);
		expect(new Set(tasks?.map(({ TaskStatus }) => TaskStatus))).toEqual(new Set(['TERMINATED']));
		expect(new Set(tasks?.map(({ InvocationTaskId }) => InvocationTaskId)).size).toBe(2000);
	});
});

describe('describing', () => {
	let scripted: Awaited<ReturnType<typeof startScripted>>;
	beforeEach(async () => {
		scripted = await startScripted([], {
			instances: [
				...instanceSpecs('ins-aaaa', 2, {}),
				...instanceSpecs('lhins-bbbb', 1, {}),
				{ instanceId: 'ins-offline1', agent: {}, online: false },
				{ instanceId: 'ins-farfar1', agent: {}, region: 'ap-tokyo' },
			],
		});
	});
	afterEach(() => scripted.emulator.stop());

	it('lists invocations newest first, page by page', async () => {
		const { client, clock, run } = scripted;
		const newestFirst: string[] = [];
		for (let count = 0; count < 23; count += 1) {
			newestFirst.unshift(await run(['ins-aaaa0001']));
			clock.advance(1000);
		}
		const pages = [{}, { Limit: 3, Offset: 20 }, { Offset: 22 }, { Offset: 23 }, { Limit: 100 }];
		const expected = [
			[0, 20],
			[20, 23],
			[22, 23],
			[23, 23],
			[0, 23],
		];
		for (const [index, page] of pages.entries()) {
			const { TotalCount, InvocationSet } = await client.DescribeInvocations(page);
			expect(TotalCount).toBe(23);
			expect(InvocationSet?.map(({ InvocationId }) => InvocationId)).toEqual(
				newestFirst.slice(...expected[index]),
			);
		}
	});

	it('tells what was run, and when', async () => {
		const { client } = scripted;
		const { InvocationId, CommandId } = await client.RunCommand({
			Content: base64('echo {{who}} {{tat-hidden:what}}'),
			InstanceIds: ['ins-aaaa0001'],
			CommandName: 'greeting',
			Timeout: 9,
			Username: 'nobody',
			EnableParameter: true,
			DefaultParameters: '{"who":"you","what":"$&"}',
			Parameters: '{"who":"me"}',
		});
		expect(InvocationId).toMatch(/^inv-[0-9a-z]{10}$/);
		expect(CommandId).toMatch(/^cmd-[0-9a-z]{8}$/);
		const { InvocationSet: [invocation] = [] } = await client.DescribeInvocations({});
		expect(invocation).toMatchObject({
			InvocationId,
			CommandId,
			CommandName: 'greeting',
			CommandType: 'SHELL',
			Timeout: 9,
			Username: 'nobody',
			InstanceKind: 'CVM',
			CreatedTime: '2026-01-02T03:04:05Z',
			StartTime: '2026-01-02T03:04:05Z',
			EndTime: '2026-01-02T03:04:05Z',
			Parameters: '{"who":"me"}',
		});
		const { InvocationTaskSet: [task] = [] } = await client.DescribeInvocationTasks({});
		expect(task.InvocationTaskId).toMatch(/^invt-[0-9a-z]{10}$/);
		expect(text(task.CommandDocument?.Content)).toBe('echo me $&');
	});

	it('filters', async () => {
		const { client, run } = scripted;
		const cvm = await run(['ins-aaaa0001', 'ins-aaaa0002']);
		const lighthouse = await run(['lhins-bbbb0001']);
		const invocations = async (request: object) =>
			(await client.DescribeInvocations(request)).InvocationSet?.map((item) => item.InvocationId);
		const filter = (Name: string, ...Values: string[]) => ({ Name, Values });

		expect(await invocations({ InvocationIds: [cvm] })).toEqual([cvm]);
		expect(await invocations({ Filters: [filter('invocation-id', cvm, lighthouse)] })).toEqual([
			lighthouse,
			cvm,
		]);
		expect(await invocations({ Filters: [filter('instance-kind', 'LIGHTHOUSE')] })).toEqual([
			lighthouse,
		]);
		expect(
			await invocations({
				Filters: [filter('instance-kind', 'LIGHTHOUSE'), filter('invocation-id', cvm)],
			}),
		).toEqual([]);

		const { InvocationTaskSet } = await client.DescribeInvocationTasks({
			Filters: [filter('invocation-id', cvm), filter('instance-id', 'ins-aaaa0002')],
		});
		expect(InvocationTaskSet?.map(({ InstanceId }) => InstanceId)).toEqual(['ins-aaaa0002']);

		const { AutomationAgentSet } = await client.DescribeAutomationAgentStatus({
			Filters: [filter('agent-status', 'Offline')],
		});
		expect(AutomationAgentSet).toEqual([
			expect.objectContaining({ InstanceId: 'ins-offline1', AgentStatus: 'Offline' }),
		]);
	});

	it('refuses what TAT refuses', async () => {
		const { client } = scripted;
		const filters = (count: number, values: number, Name = 'invocation-id') => ({
			Filters: Array.from({ length: count }, () => ({
				Name,
				Values: Array.from({ length: values }, () => 'inv-0123456789'),
			})),
		});
		const refused: Array<[string, object, string]> = [
			['DescribeInvocations', filters(11, 1), 'InvalidParameterValue.LimitExceeded'],
			['DescribeInvocations', filters(1, 6), 'LimitExceeded.FilterValueExceeded'],
			['DescribeInvocationTasks', filters(1, 6), 'InvalidParameterValue.InvalidFilter'],
			['DescribeInvocations', filters(1, 1, 'nonsense'), 'InvalidParameterValue.InvalidFilter'],
			[
				'DescribeInvocations',
				filters(1, 1, 'instance-kind'),
				'InvalidParameterValue.InvalidFilter',
			],
			['DescribeInvocations', { Filters: [{ Name: 'invocation-id' }] }, 'MissingParameter'],
			['DescribeInvocations', { Filters: ['invocation-id'] }, 'InvalidParameter'],
			[
				'DescribeInvocations',
				{ Filters: [{ Name: 'x', Values: ['y'], Z: 1 }] },
				'UnknownParameter',
			],
			[
				'DescribeInvocations',
				{ InvocationIds: ['inv-0123456789'], ...filters(1, 1) },
				'InvalidParameter.ConflictParameter',
			],
			[
				'DescribeInvocations',
				{ InvocationIds: ['x'] },
				'InvalidParameterValue.InvalidInvocationId',
			],
			['DescribeInvocations', { Limit: 101 }, 'InvalidParameterValue.LimitExceeded'],
			['DescribeInvocations', { Limit: -1 }, 'InvalidParameter'],
			['DescribeInvocations', { Limit: '20' }, 'InvalidParameter'],
			['DescribeInvocationTasks', { InvocationIds: ['inv-0123456789'] }, 'UnknownParameter'],
			['DescribeInvocationTasks', { HideOutput: 'false' }, 'InvalidParameter'],
			[
				'DescribeInvocationTasks',
				{ InvocationTaskIds: ['inv-0123456789'] },
				'InvalidParameterValue.InvalidInvocationTaskId',
			],
		];
		for (const [action, parameters, code] of refused) {
			expect([parameters, await codeOf(client.request(action, parameters))]).toEqual([
				parameters,
				code,
			]);
		}
	});

	it('starts nothing when a command is refused', async () => {
		const { client } = scripted;
		const good = { Content: base64('true'), InstanceIds: ['ins-aaaa0001'] };
		const custom = (EnableParameter: boolean, Parameters: string, script = 'true') => ({
			...good,
			Content: base64(script),
			EnableParameter,
			Parameters,
		});
		const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`key${index}`, '']));
		const value = (code: string) => `InvalidParameterValue.${code}`;
		const refused: Array<[object, string]> = [
			[{ InstanceIds: good.InstanceIds }, 'MissingParameter'],
			[{ ...good, InstanceIds: [] }, 'MissingParameter'],
			[{ ...good, Content: 'not base64!' }, value('InvalidContent')],
			[{ ...good, Content: 'A'.repeat(65_540) }, value('TooLong')],
			[{ ...good, CommandName: '长'.repeat(21) }, value('TooLong')],
			[{ ...good, Description: 'x'.repeat(121) }, value('TooLong')],
			[{ ...good, Timeout: 0 }, value('Range')],
			[{ ...good, Timeout: 86_401 }, value('Range')],
			[{ ...good, CommandType: 'PYTHON' }, 'InvalidParameterValue'],
			[{ ...good, OutputCOSBucketUrl: 'http://x' }, value('InvalidOutputCOSBucketUrl')],
			[{ ...good, InstanceIds: Array(201).fill('ins-aaaa0001') }, value('LimitExceeded')],
			[{ ...good, InstanceIds: ['nonsense'] }, value('InvalidInstanceId')],
			[{ ...good, InstanceIds: ['ins-unknown1'] }, 'ResourceNotFound.InstanceNotFound'],
			[{ ...good, InstanceIds: ['ins-farfar1'] }, 'ResourceNotFound.InstanceNotFound'],
			[{ ...good, InstanceIds: ['ins-aaaa0001', 'lhins-bbbb0001'] }, value('InconsistentInstance')],
			[
				{ ...good, InstanceIds: ['ins-aaaa0001', 'ins-offline1'] },
				'ResourceUnavailable.AgentStatusNotOnline',
			],
			[custom(false, '{}'), value('SupportParametersOnlyIfEnableParameter')],
			[custom(true, 'nonsense'), value('ParameterInvalidJsonFormat')],
			[custom(true, '[]'), value('ParameterInvalidJsonFormat')],
			[custom(true, '{"a":1}'), value('ParameterValueNotString')],
			[custom(true, '{"a b":""}'), value('ParameterKeyContainsInvalidChar')],
			[custom(true, JSON.stringify({ ['a'.repeat(65)]: '' })), value('ParameterKeyLenExceeded')],
			[custom(true, JSON.stringify(many)), value('ParameterNumberExceeded')],
			[custom(true, '{}', 'echo {{who}}'), value('LackOfParameterInfo')],
		];
		for (const [parameters, code] of refused) {
			expect([parameters, await codeOf(client.request('RunCommand', parameters))]).toEqual([
				parameters,
				code,
			]);
		}
		expect((await client.DescribeInvocations({})).TotalCount).toBe(0);
		expect(await codeOf(client.RunCommand(good))).toBeUndefined();
	});
});
