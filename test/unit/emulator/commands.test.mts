import { startEmulator, virtualClock } from '../../../emulator/server.mts';
import type { Emulator, VirtualClock } from '../../../emulator/server.mts';
import { base64, codeOf, expectRefused, sdk, text } from './sdk.mts';

const value = (code: string) => `InvalidParameterValue.${code}`;
const NOT_FOUND = 'ResourceNotFound.CommandNotFound';
const PUBLIC = 'cmd-public02';
const UNKNOWN = 'cmd-00000000';
const COMMAND = { CommandName: 'nightly', Content: base64('echo hello') };

let emulator: Emulator;
let clock: VirtualClock;
let client: ReturnType<typeof sdk>;

beforeEach(async () => {
	clock = virtualClock(Date.parse('2026-01-02T03:04:05Z'));
	emulator = await startEmulator({
		clock,
		rateLimit: false,
		instances: [
			{ instanceId: 'ins-quick001', agent: {} },
			{ instanceId: 'ins-long0001', agent: { runMs: 60_000 } },
			{ instanceId: 'ins-linux001', agent: 'bash' },
			{ instanceId: 'ins-offline1', agent: {}, online: false },
			{ instanceId: 'lhins-quick1', agent: {} },
		],
	});
	client = sdk(emulator);
});

afterEach(async () => await emulator.stop());

async function create(fields: object = {}): Promise<string> {
	const { CommandId } = await client.CreateCommand({ ...COMMAND, ...fields });
	return CommandId as string;
}

/** What the account has saved itself, newest first. */
async function own() {
	const mine = { Name: 'created-by', Values: ['USER'] };
	return (await client.DescribeCommands({ Filters: [mine], Limit: 100 })).CommandSet ?? [];
}

async function described(CommandId: string) {
	return (await client.DescribeCommands({ CommandIds: [CommandId] })).CommandSet?.[0];
}

describe('CreateCommand', () => {
	it('keeps what it is given', async () => {
		const CommandId = await create({
			Description: 'of the day',
			CommandType: 'POWERSHELL',
			WorkingDirectory: '/tmp',
			Timeout: 9,
			EnableParameter: true,
			DefaultParameters: '{"who":"you"}',
			Tags: [{ Key: 'team', Value: 'ops' }],
			Username: 'nobody',
			OutputCOSBucketUrl: 'https://logs-1.cos.ap-guangzhou.myqcloud.com',
			OutputCOSKeyPrefix: 'a/b',
		});
		expect(CommandId).toMatch(/^cmd-[0-9a-z]{8}$/);
		expect(await described(CommandId)).toEqual({
			...COMMAND,
			CommandId,
			Description: 'of the day',
			CommandType: 'POWERSHELL',
			WorkingDirectory: '/tmp',
			Timeout: 9,
			CreatedTime: '2026-01-02T03:04:05Z',
			UpdatedTime: '2026-01-02T03:04:05Z',
			EnableParameter: true,
			DefaultParameters: '{"who":"you"}',
			DefaultParameterConfs: [
				{ ParameterName: 'who', ParameterValue: 'you', ParameterDescription: '' },
			],
			Scenes: [],
			FormattedDescription: '',
			CreatedBy: 'USER',
			Tags: [{ Key: 'team', Value: 'ops' }],
			Username: 'nobody',
			OutputCOSBucketUrl: 'https://logs-1.cos.ap-guangzhou.myqcloud.com',
			OutputCOSKeyPrefix: 'a/b',
		});
	});

	it('fills in the defaults', async () => {
		expect(await described(await create())).toMatchObject({
			CommandType: 'SHELL',
			Timeout: 60,
			EnableParameter: false,
			DefaultParameters: '{}',
			DefaultParameterConfs: [],
			Tags: [],
		});
	});

	it('refuses what the vendor would, and keeps nothing of it', async () => {
		await create({ CommandName: 'taken' });
		const conf = (ParameterName: string) => ({ ParameterName, ParameterValue: '' });
		const custom = (fields: object) => ({ ...COMMAND, EnableParameter: true, ...fields });
		await expectRefused(client, 'CreateCommand', [
			[{ Content: COMMAND.Content }, 'MissingParameter'],
			[{ CommandName: 'nightly' }, 'MissingParameter'],
			[{ ...COMMAND, CommandName: 'taken' }, value('CommandNameDuplicated')],
			[{ ...COMMAND, CommandName: 'two words' }, value('InvalidCommandName')],
			[{ ...COMMAND, CommandName: '' }, value('InvalidCommandName')],
			[{ ...COMMAND, CommandName: '长'.repeat(21) }, value('TooLong')],
			[{ ...COMMAND, Content: 'not Base64!' }, value('InvalidContent')],
			[{ ...COMMAND, CommandType: 'PERL' }, 'InvalidParameterValue'],
			[{ ...COMMAND, Timeout: 0 }, value('Range')],
			[{ ...COMMAND, OutputCOSKeyPrefix: '/a' }, value('InvalidOutputCOSKeyPrefix')],
			[{ ...COMMAND, OutputCOSBucketUrl: 'http://a' }, value('InvalidOutputCOSBucketUrl')],
			[{ ...COMMAND, SaveCommand: true }, 'UnknownParameter'],
			[{ ...COMMAND, DefaultParameters: '{}' }, value('SupportParametersOnlyIfEnableParameter')],
			[custom({ DefaultParameters: '{}', DefaultParameterConfs: [conf('a')] }), 'InvalidParameter'],
			[custom({ DefaultParameters: '{"a":1}' }), value('ParameterValueNotString')],
			[custom({ DefaultParameterConfs: [conf('a'), conf('a')] }), value('ParameterKeyDuplicated')],
			[custom({ DefaultParameterConfs: [conf('a b')] }), value('ParameterKeyContainsInvalidChar')],
		]);
		expect((await own()).map(({ CommandName }) => CommandName)).toEqual(['taken']);
	});

	it('takes a name once a region, and as many commands as the quota allows there', async () => {
		await create({ CommandName: '备份_a-b.2' });
		const abroad = sdk(emulator, { region: 'ap-tokyo' });
		await abroad.CreateCommand({ ...COMMAND, CommandName: '备份_a-b.2' });
		expect(await own()).toHaveLength(1);
		for (let count = 1; count < 100; count++) await create({ CommandName: `job-${count}` });
		expect(await codeOf(create())).toBe('ResourceUnavailable.UserHasNoQuotaCode');
		expect(await codeOf(abroad.CreateCommand(COMMAND))).toBeUndefined();
	});
});

describe('DescribeCommands', () => {
	it('answers the newest first, page by page, the public ones last', async () => {
		const first = await create({ CommandName: 'first' });
		const second = await create({ CommandName: 'second' });
		const { CommandSet = [], TotalCount } = await client.DescribeCommands({});
		expect(CommandSet.slice(0, 2).map(({ CommandId }) => CommandId)).toEqual([second, first]);
		expect(CommandSet.slice(2).every(({ CreatedBy }) => CreatedBy === 'TAT')).toBe(true);
		expect(TotalCount).toBe(CommandSet.length);
		const { CommandSet: page } = await client.DescribeCommands({ Limit: 1, Offset: 1 });
		expect(page?.map(({ CommandId }) => CommandId)).toEqual([first]);
	});

	it('filters', async () => {
		const tagged = await create({
			CommandName: 'tagged',
			Tags: [
				{ Key: 'team', Value: 'ops' },
				{ Key: 'stage', Value: 'test' },
			],
		});
		const windows = await create({ CommandName: 'windows', CommandType: 'BAT' });
		const cases: Array<[string, string[], string[]]> = [
			['command-id', [tagged, UNKNOWN], [tagged]],
			['command-name', ['windows'], [windows]],
			['command-type', ['BAT'], [windows]],
			['created-by', ['USER'], [windows, tagged]],
			['scene-id', ['sc-disk0001'], ['cmd-public01', PUBLIC]],
			['tag-key', ['team'], [tagged]],
			['tag-value', ['test'], [tagged]],
			['tag:team', ['ops', 'dev'], [tagged]],
			['tag:team', ['test'], []],
		];
		for (const [Name, Values, expected] of cases) {
			const { CommandSet = [] } = await client.DescribeCommands({ Filters: [{ Name, Values }] });
			expect([Name, CommandSet.map(({ CommandId }) => CommandId)]).toEqual([Name, expected]);
		}
	});

	it('refuses what the vendor would', async () => {
		const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });
		await expectRefused(client, 'DescribeCommands', [
			[{ CommandIds: ['inv-0123456789'] }, value('InvalidCommandId')],
			[
				{ CommandIds: [UNKNOWN], ...filter('command-id', UNKNOWN) },
				'InvalidParameter.ConflictParameter',
			],
			[filter('name', 'a'), value('InvalidFilter')],
			[filter('command-type', 'PERL'), value('InvalidFilter')],
		]);
	});
});

describe('ModifyCommand', () => {
	it('changes what it is given, and keeps the rest', async () => {
		const CommandId = await create({
			Description: 'old',
			Timeout: 9,
			EnableParameter: true,
			DefaultParameters: '{"a":"1","b":"2"}',
		});
		const before = await described(CommandId);
		clock.advance(1000);
		await client.ModifyCommand({ CommandId, Description: 'new', CommandName: 'nightly' });
		expect(await described(CommandId)).toEqual({
			...before,
			Description: 'new',
			UpdatedTime: '2026-01-02T03:04:06Z',
		});
		await client.ModifyCommand({
			CommandId,
			DefaultParameterConfs: [
				{ ParameterName: 'c', ParameterValue: '3', ParameterDescription: 'third' },
			],
		});
		expect(await described(CommandId)).toMatchObject({
			DefaultParameters: '{"c":"3"}',
			DefaultParameterConfs: [{ ParameterName: 'c', ParameterDescription: 'third' }],
			Timeout: 9,
		});
	});

	it('refuses what the vendor would, and changes nothing', async () => {
		const CommandId = await create();
		await create({ CommandName: 'taken' });
		const before = await described(CommandId);
		await expectRefused(client, 'ModifyCommand', [
			[{ Timeout: 5 }, 'MissingParameter'],
			[{ CommandId: UNKNOWN }, NOT_FOUND],
			[{ CommandId: PUBLIC, Timeout: 5 }, NOT_FOUND],
			[{ CommandId, Timeout: 5, CommandName: 'taken' }, value('CommandNameDuplicated')],
			[{ CommandId, CommandName: 'two words' }, value('InvalidCommandName')],
			[{ CommandId, EnableParameter: true }, 'UnknownParameter'],
			[
				{ CommandId, Timeout: 5, DefaultParameters: '{"a":"1"}' },
				value('SupportParametersOnlyIfEnableParameter'),
			],
		]);
		expect(await described(CommandId)).toEqual(before);
	});
});

describe('DeleteCommand and DeleteCommands', () => {
	it('delete', async () => {
		const ids = [
			await create({ CommandName: 'a' }),
			await create({ CommandName: 'b' }),
			await create({ CommandName: 'c' }),
		];
		expect(Object.keys(await client.DeleteCommand({ CommandId: ids[0] }))).toEqual(['RequestId']);
		expect(await own()).toHaveLength(2);
		await client.DeleteCommands({ CommandIds: [ids[1], ids[2], ids[2]] });
		expect(await own()).toEqual([]);
		expect(await codeOf(client.DeleteCommand({ CommandId: ids[0] }))).toBe(NOT_FOUND);
	});

	it('delete nothing when one is not there or not the account’s own', async () => {
		const CommandId = await create();
		await expectRefused(client, 'DeleteCommands', [
			[{}, 'MissingParameter'],
			[{ CommandIds: [CommandId, UNKNOWN] }, NOT_FOUND],
			[{ CommandIds: [CommandId, PUBLIC] }, NOT_FOUND],
			[{ CommandIds: [CommandId, 'nonsense'] }, value('InvalidCommandId')],
		]);
		expect(await own()).toHaveLength(1);
	});

	it('refuse a command while it is executed', async () => {
		const CommandId = await create({ Timeout: 3600 });
		const idle = await create({ CommandName: 'idle' });
		await client.InvokeCommand({ CommandId, InstanceIds: ['ins-long0001'] });
		const inUse = 'ResourceUnavailable.CommandInExecuting';
		expect(await codeOf(client.DeleteCommand({ CommandId }))).toBe(inUse);
		expect(await codeOf(client.DeleteCommands({ CommandIds: [idle, CommandId] }))).toBe(inUse);
		clock.advance(60_000);
		await client.DeleteCommands({ CommandIds: [idle, CommandId] });
		expect(await own()).toEqual([]);
	});
});

describe('PreviewReplacedCommandContent', () => {
	const preview = async (request: object) => {
		const { ReplacedContent } = await client.PreviewReplacedCommandContent(request);
		return text(ReplacedContent);
	};

	it('fills the placeholders of a saved command, given values over defaults', async () => {
		expect(await preview({ CommandId: PUBLIC, Parameters: '{"count":"3"}' })).toBe(
			'du -a /var | sort -rn | head -n 3',
		);
		expect(await preview({ CommandId: await create() })).toBe('echo hello');
	});

	it('fills those of a script', async () => {
		const Content = base64('echo {{who}}');
		expect(await preview({ Content, Parameters: '{"who":"大家"}' })).toBe('echo 大家');
	});

	it('refuses what the vendor would', async () => {
		const Content = base64('echo {{who}}');
		await expectRefused(client, 'PreviewReplacedCommandContent', [
			[{}, 'MissingParameter'],
			[{ CommandId: PUBLIC, Content }, 'InvalidParameter.ConflictParameter'],
			[{ CommandId: UNKNOWN }, NOT_FOUND],
			[{ CommandId: 'nonsense' }, value('InvalidCommandId')],
			[{ Content }, value('LackOfParameterInfo')],
			[{ Content, Parameters: '{"who":"a"' }, value('ParameterInvalidJsonFormat')],
			[
				{ CommandId: await create(), Parameters: '{}' },
				value('SupportParametersOnlyIfEnableParameter'),
			],
		]);
	});
});

describe('InvokeCommand', () => {
	const invocationOf = async (InvocationId = '') =>
		(await client.DescribeInvocations({ InvocationIds: [InvocationId] })).InvocationSet?.[0];

	it('runs the saved command, with what the request says over it', async () => {
		const CommandId = await create({
			Content: base64('echo {{who}} {{what}}'),
			Timeout: 9,
			Username: 'nobody',
			WorkingDirectory: '/opt',
			EnableParameter: true,
			DefaultParameters: '{"who":"you","what":"hello"}',
		});
		const answer = await client.InvokeCommand({
			CommandId,
			InstanceIds: ['ins-quick001'],
			Parameters: '{"who":"me"}',
			Timeout: 8,
			WorkingDirectory: '/tmp',
			OutputCOSKeyPrefix: 'a/b',
		});
		expect(Object.keys(answer).sort()).toEqual(['InvocationId', 'RequestId']);
		expect(await invocationOf(answer.InvocationId)).toMatchObject({
			CommandId,
			CommandName: 'nightly',
			Timeout: 8,
			Username: 'nobody',
			WorkingDirectory: '/tmp',
			OutputCOSKeyPrefix: 'a/b',
			Parameters: '{"who":"me"}',
			DefaultParameters: '{"who":"you","what":"hello"}',
			InvocationSource: 'USER',
		});
		const Filters = [{ Name: 'command-id', Values: [CommandId] }];
		const { InvocationTaskSet: [task] = [] } = await client.DescribeInvocationTasks({ Filters });
		expect(text(task.CommandDocument?.Content)).toBe('echo me hello');
		expect(await described(CommandId)).toMatchObject({ Timeout: 9, WorkingDirectory: '/opt' });
	});

	it('runs a public command, and tells whose command it is', async () => {
		const { InvocationId } = await client.InvokeCommand({
			CommandId: PUBLIC,
			InstanceIds: ['ins-quick001'],
		});
		await client.InvokeCommand({ CommandId: await create(), InstanceIds: ['ins-quick001'] });
		const Filters = [{ Name: 'command-created-by', Values: ['TAT'] }];
		const { InvocationSet = [] } = await client.DescribeInvocations({ Filters });
		expect(InvocationSet.map((invocation) => invocation.InvocationId)).toEqual([InvocationId]);
	});

	it('refuses what the vendor would, and runs nothing', async () => {
		const CommandId = await create();
		const InstanceIds = ['ins-quick001'];
		await expectRefused(client, 'InvokeCommand', [
			[{ CommandId }, 'MissingParameter'],
			[{ CommandId: UNKNOWN, InstanceIds }, NOT_FOUND],
			[{ CommandId: 'nonsense', InstanceIds }, value('InvalidCommandId')],
			[{ CommandId, InstanceIds: ['ins-00000000'] }, 'ResourceNotFound.InstanceNotFound'],
			[{ CommandId, InstanceIds: ['ins-offline1'] }, 'ResourceUnavailable.AgentStatusNotOnline'],
			[{ CommandId, InstanceIds: ['ins-quick001', 'lhins-quick1'] }, value('InconsistentInstance')],
			[
				{ CommandId: 'cmd-public03', InstanceIds: ['ins-linux001'] },
				value('AgentUnsupportedCommandType'),
			],
			[
				{ CommandId, InstanceIds, Parameters: '{"a":"1"}' },
				value('SupportParametersOnlyIfEnableParameter'),
			],
			[{ CommandId, InstanceIds, OutputCOSKeyPrefix: 'a//b' }, value('InvalidOutputCOSKeyPrefix')],
		]);
		expect((await client.DescribeInvocations({})).TotalCount).toBe(0);
	});
});

describe('RunCommand with SaveCommand', () => {
	const RUN = { ...COMMAND, InstanceIds: ['ins-quick001'] };

	it('keeps the command, but not the values of the run', async () => {
		const { CommandId = '' } = await client.RunCommand({
			...RUN,
			SaveCommand: true,
			EnableParameter: true,
			DefaultParameters: '{"a":"1"}',
			Parameters: '{"a":"2"}',
			Tags: [{ Key: 'team', Value: 'ops' }],
		});
		expect(await described(CommandId)).toMatchObject({
			...COMMAND,
			DefaultParameters: '{"a":"1"}',
			Tags: [{ Key: 'team', Value: 'ops' }],
			CreatedBy: 'USER',
		});
		const { InvocationId } = await client.InvokeCommand({
			CommandId,
			InstanceIds: ['ins-quick001'],
		});
		const { InvocationSet: [again] = [] } = await client.DescribeInvocations({
			InvocationIds: [InvocationId as string],
		});
		expect(again.Parameters).toBe('{}');
	});

	it('keeps no command without it', async () => {
		const { CommandId = '' } = await client.RunCommand(RUN);
		expect(await described(CommandId)).toBeUndefined();
	});

	it('refuses what the vendor would, and runs nothing', async () => {
		await create({ CommandName: 'taken' });
		const SaveCommand = true;
		await expectRefused(client, 'RunCommand', [
			[{ ...RUN, Tags: [{ Key: 'a', Value: 'b' }] }, 'InvalidParameter'],
			[{ ...RUN, CommandName: undefined, SaveCommand }, 'MissingParameter'],
			[{ ...RUN, CommandName: 'taken', SaveCommand }, value('CommandNameDuplicated')],
			[
				{ ...RUN, InstanceIds: ['ins-offline1'], SaveCommand },
				'ResourceUnavailable.AgentStatusNotOnline',
			],
		]);
		expect(await codeOf(client.RunCommand({ ...RUN, CommandName: 'taken' }))).toBeUndefined();
		expect(await own()).toHaveLength(1);
		expect((await client.DescribeInvocations({})).TotalCount).toBe(1);
	});
});
