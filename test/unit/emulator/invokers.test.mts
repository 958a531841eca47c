import { startEmulator, virtualClock } from '../../../emulator/server.mts';
import type { Emulator, VirtualClock } from '../../../emulator/server.mts';
import { base64, codeOf, expectRefused, sdk } from './sdk.mts';

const DAY = 86_400_000;
const UNKNOWN = 'ivk-00000000';
const value = (code: string) => `InvalidParameterValue.${code}`;
const every = (Recurrence: string) => ({ Policy: 'RECURRENCE', Recurrence });
const once = (InvokeTime: string) => ({ Policy: 'ONCE', InvokeTime });

let emulator: Emulator;
let clock: VirtualClock;
let client: ReturnType<typeof sdk>;
let CommandId: string;
let INVOKER: Parameters<typeof client.CreateInvoker>[0];

beforeEach(async () => {
	clock = virtualClock(Date.parse('2026-01-02T03:04:05Z'));
	emulator = await startEmulator({
		clock,
		rateLimit: false,
		instances: [
			{ instanceId: 'ins-quick001', agent: {} },
			{ instanceId: 'ins-long0001', agent: { runMs: 60_000 } },
			{ instanceId: 'ins-offline1', agent: {}, online: false },
			{ instanceId: 'lhins-quick1', agent: {} },
			{ instanceId: 'ins-abroad01', agent: {}, region: 'ap-tokyo' },
		],
	});
	client = sdk(emulator);
	CommandId = (await client.CreateCommand({ CommandName: 'nightly', Content: base64('true') }))
		.CommandId as string;
	INVOKER = {
		Name: 'at night',
		Type: 'SCHEDULE',
		CommandId,
		InstanceIds: ['ins-quick001'],
		ScheduleSettings: every('30 2 * * *'),
	};
});

afterEach(async () => await emulator.stop());

async function create(fields: Partial<typeof INVOKER> = {}): Promise<string> {
	return (await client.CreateInvoker({ ...INVOKER, ...fields })).InvokerId as string;
}

async function described(InvokerId: string) {
	return (await client.DescribeInvokers({ InvokerIds: [InvokerId] })).InvokerSet?.[0];
}

async function records(InvokerId: string, more: object = {}) {
	const request = { InvokerIds: [InvokerId], Limit: 100, ...more };
	return (await client.DescribeInvokerRecords(request)).InvokerRecordSet ?? [];
}

function goTo(time: string): void {
	clock.advance(Date.parse(time) - clock.now());
}

/** When it has run, oldest first. */
async function times(InvokerId: string) {
	return (await records(InvokerId)).map(({ InvokeTime }) => InvokeTime).toReversed();
}

describe('a schedule', () => {
	it('is Beijing time, day after day', async () => {
		const InvokerId = await create();
		clock.advance(3 * DAY);
		expect(await times(InvokerId)).toEqual([
			'2026-01-02T18:30:00Z',
			'2026-01-03T18:30:00Z',
			'2026-01-04T18:30:00Z',
		]);
	});

	it.each([
		['0 9 * * 1', ['05T01', '12T01', '19T01', '26T01'].map(at)],
		['0 0 1 * *', ['2026-01-31T16:00:00Z']],
		['0 0-23/12 5,6 1 *', ['04T16', '05T04', '05T16', '06T04'].map(at)],
		['0 0 5 1 3', ['04T16', '06T16', '13T16', '20T16', '27T16'].map(at)],
		['0 0 30 2 *', []],
	])('of %s comes when it says', async (recurrence, expected) => {
		const InvokerId = await create({ ScheduleSettings: every(recurrence) });
		clock.advance(30 * DAY);
		expect(await times(InvokerId)).toEqual(expected);
	});

	function at(hour: string): string {
		return `2026-01-${hour}:00:00Z`;
	}

	it('of one time comes once', async () => {
		const InvokerId = await create({ ScheduleSettings: once('2026-01-02T12:00:00+08:00') });
		goTo('2026-01-02T03:59:59.999Z');
		expect(await times(InvokerId)).toEqual([]);
		clock.advance(10 * DAY);
		expect(await times(InvokerId)).toEqual(['2026-01-02T04:00:00Z']);
		await client.EnableInvoker({ InvokerId });
		clock.advance(10 * DAY);
		expect(await records(InvokerId)).toHaveLength(1);
	});
});

describe('a run', () => {
	it('is an invocation of its own source, and its result is that of the moment', async () => {
		const InvokerId = await create({ InstanceIds: ['ins-long0001'], Username: 'nobody' });
		goTo('2026-01-02T19:00:00Z');
		const [record] = await records(InvokerId);
		expect(record).toEqual({
			InvokerId,
			InvokeTime: '2026-01-02T18:30:00Z',
			Reason: 'start an invocation at scheduled time.',
			InvocationId: expect.stringMatching(/^inv-[0-9a-z]{10}$/),
			Result: 'SUCCESS',
		});
		const InvocationIds = [record.InvocationId as string];
		const { InvocationSet } = await client.DescribeInvocations({ InvocationIds });
		expect(InvocationSet?.[0]).toMatchObject({
			CommandId,
			InvocationSource: 'INVOKER',
			Username: 'nobody',
			CreatedTime: '2026-01-02T18:30:00Z',
		});
		goTo('2026-01-03T18:30:30Z');
		expect((await records(InvokerId)).map(({ Result }) => Result)).toEqual(['RUNNING', 'SUCCESS']);
	});

	it('fills in the parameters', async () => {
		const { CommandId: withParameters } = await client.CreateCommand({
			CommandName: 'greeting',
			Content: base64('echo {{who}}'),
			EnableParameter: true,
		});
		const InvokerId = await create({ CommandId: withParameters, Parameters: '{"who":"you"}' });
		clock.advance(DAY);
		const [{ InvocationId }] = await records(InvokerId);
		const Filters = [{ Name: 'invocation-id', Values: [InvocationId as string] }];
		const { InvocationTaskSet } = await client.DescribeInvocationTasks({ Filters });
		expect(InvocationTaskSet?.[0].CommandDocument?.Content).toBe(base64('echo you'));
	});

	it('that cannot be started leaves the reason, and the next one is tried', async () => {
		const InvokerId = await create();
		await client.ModifyInvoker({ InvokerId, InstanceIds: ['ins-offline1'] });
		clock.advance(2 * DAY);
		expect(await records(InvokerId)).toEqual(
			['2026-01-03', '2026-01-02'].map((day) => ({
				InvokerId,
				InvokeTime: `${day}T18:30:00Z`,
				Reason: 'The agent of the instance `ins-offline1` is not online.',
				InvocationId: '',
				Result: 'FAILED',
			})),
		);
	});

	it('is listed page by page, newest first, for the invokers asked for', async () => {
		const InvokerId = await create();
		await create({ ScheduleSettings: every('0 * * * *') });
		clock.advance(3 * DAY);
		const [second] = await records(InvokerId, { Limit: 1, Offset: 1 });
		expect(second.InvokeTime).toBe('2026-01-03T18:30:00Z');
		const { TotalCount } = await client.DescribeInvokerRecords({});
		expect(TotalCount).toBe(3 + 72);
	});
});

describe('CreateInvoker', () => {
	it('keeps what it is given', async () => {
		const Tags = [{ Key: 'team', Value: 'ops' }];
		const InvokerId = await create({ Username: 'nobody', Tags });
		expect(InvokerId).toMatch(/^ivk-[0-9a-z]{8}$/);
		expect(await described(InvokerId)).toEqual({
			...INVOKER,
			InvokerId,
			Username: 'nobody',
			Parameters: '{}',
			Enable: true,
			ScheduleSettings: { Policy: 'RECURRENCE', Recurrence: '30 2 * * *', InvokeTime: null },
			CreatedTime: '2026-01-02T03:04:05Z',
			UpdatedTime: '2026-01-02T03:04:05Z',
			Tags,
		});
	});

	it('takes the flat form of a GET as well', async () => {
		const { InvokerId } = await sdk(emulator, { reqMethod: 'GET' }).CreateInvoker(INVOKER);
		expect(await described(InvokerId as string)).toMatchObject(INVOKER);
	});

	it('keeps its command from being deleted', async () => {
		const InvokerId = await create();
		const code = 'ResourceUnavailable.CommandInInvoker';
		expect(await codeOf(client.DeleteCommand({ CommandId }))).toBe(code);
		await client.DeleteInvoker({ InvokerId });
		expect(await codeOf(client.DeleteCommand({ CommandId }))).toBeUndefined();
	});

	it('refuses', async () => {
		const settings = (ScheduleSettings: unknown) => ({ ...INVOKER, ScheduleSettings });
		const cron = value('InvalidCronExpression');
		await expectRefused(client, 'CreateInvoker', [
			[{ ...INVOKER, Name: 'x'.repeat(121) }, value('TooLong')],
			[{ ...INVOKER, Type: 'ALARM' }, 'InvalidParameterValue'],
			[{ ...INVOKER, CommandId: 'cmd-00000000' }, 'ResourceNotFound.CommandNotFound'],
			[{ ...INVOKER, CommandId: 'nonsense' }, value('InvalidCommandId')],
			[{ ...INVOKER, InstanceIds: ['ins-00000000'] }, 'ResourceNotFound.InstanceNotFound'],
			[{ ...INVOKER, InstanceIds: ['ins-abroad01'] }, 'ResourceNotFound.InstanceNotFound'],
			[
				{ ...INVOKER, InstanceIds: ['ins-quick001', 'lhins-quick1'] },
				value('InconsistentInstance'),
			],
			[{ ...INVOKER, InstanceIds: ['ins-offline1'] }, 'ResourceUnavailable.AgentStatusNotOnline'],
			[{ ...INVOKER, Parameters: '{"who":"you"}' }, 'InvalidParameter'],
			[{ ...INVOKER, Parameters: 'who=you' }, value('ParameterInvalidJsonFormat')],
			[settings(undefined), 'MissingParameter'],
			[settings('30 2 * * *'), 'InvalidParameter'],
			[settings({ Recurrence: '30 2 * * *' }), 'MissingParameter'],
			[settings({ Policy: 'DAILY' }), 'InvalidParameterValue'],
			[settings({ Policy: 'ONCE', At: 'noon' }), 'UnknownParameter'],
			[settings({ Policy: 'RECURRENCE' }), 'MissingParameter'],
			[settings({ Policy: 'ONCE' }), 'MissingParameter'],
			[settings(every('30 2 * *')), cron],
			[settings(every('0 30 2 * * *')), cron],
			[settings(every('60 2 * * *')), cron],
			[settings(every('@daily')), cron],
			[settings(once('tomorrow')), value('InvalidTimeFormat')],
			[settings(once('2026-13-02T03:04:05Z')), value('InvalidTimeFormat')],
			[settings(once('2026-01-02T03:04:05Z')), value('InvokeTimeExpired')],
			[settings(once('2026-01-02T11:04:05+08:00')), value('InvokeTimeExpired')],
		]);
		expect((await client.DescribeInvokers({})).TotalCount).toBe(0);
	});
});

describe('ModifyInvoker', () => {
	it('changes what it is given, and the schedule at once', async () => {
		const InvokerId = await create();
		clock.advance(DAY);
		await client.ModifyInvoker({
			InvokerId,
			Name: 'at noon',
			InstanceIds: ['lhins-quick1'],
			ScheduleSettings: every('0 12 * * *'),
		});
		clock.advance(2 * DAY);
		expect(await times(InvokerId)).toEqual([
			'2026-01-02T18:30:00Z',
			'2026-01-03T04:00:00Z',
			'2026-01-04T04:00:00Z',
		]);
		expect(await described(InvokerId)).toMatchObject({
			Name: 'at noon',
			CommandId,
			InstanceIds: ['lhins-quick1'],
			ScheduleSettings: every('0 12 * * *'),
			CreatedTime: '2026-01-02T03:04:05Z',
			UpdatedTime: '2026-01-03T03:04:05Z',
		});
	});

	it('refuses, and changes nothing', async () => {
		const InvokerId = await create();
		const before = await described(InvokerId);
		await expectRefused(client, 'ModifyInvoker', [
			[{ InvokerId: UNKNOWN, Name: 'other' }, 'ResourceNotFound'],
			[{ InvokerId: 'nonsense', Name: 'other' }, value('InvalidInvokerId')],
			[{ InvokerId, CommandId: 'cmd-00000000' }, 'ResourceNotFound.CommandNotFound'],
			[{ InvokerId, InstanceIds: ['ins-00000000'] }, 'ResourceNotFound.InstanceNotFound'],
			[{ InvokerId, Parameters: '{"who":"you"}' }, value('ParameterDisabled')],
			[{ InvokerId, ScheduleSettings: every('nightly') }, value('InvalidCronExpression')],
			[{ InvokerId, ScheduleSettings: once('2026-01-01T00:00:00Z') }, value('InvokeTimeExpired')],
		]);
		expect(await described(InvokerId)).toEqual(before);
	});
});

describe('EnableInvoker and DisableInvoker', () => {
	it('start and stop it', async () => {
		const InvokerId = await create();
		await client.DisableInvoker({ InvokerId });
		expect(await described(InvokerId)).toMatchObject({ Enable: false });
		await client.ModifyInvoker({ InvokerId, ScheduleSettings: every('0 12 * * *') });
		clock.advance(3 * DAY);
		expect(await times(InvokerId)).toEqual([]);
		await client.EnableInvoker({ InvokerId });
		await client.EnableInvoker({ InvokerId });
		clock.advance(DAY);
		expect(await times(InvokerId)).toEqual(['2026-01-05T04:00:00Z']);
	});

	it.each(['EnableInvoker', 'DisableInvoker', 'DeleteInvoker'])(
		'%s refuses one that is not there',
		async (action) =>
			await expectRefused(client, action, [
				[{ InvokerId: UNKNOWN }, 'ResourceNotFound'],
				[{}, 'MissingParameter'],
			]),
	);
});

it('DeleteInvoker stops it', async () => {
	const InvokerId = await create();
	clock.advance(DAY);
	await client.DeleteInvoker({ InvokerId });
	clock.advance(DAY);
	expect(await described(InvokerId)).toBeUndefined();
	expect(await records(InvokerId)).toHaveLength(1);
});

it('nothing is run once the emulator has stopped', async () => {
	const due = jest.fn();
	const { after } = clock;
	clock.after = (ms, fn) =>
		after(ms, () => {
			due();
			fn();
		});
	await create();
	clock.advance(DAY);
	expect(due).toHaveBeenCalledTimes(1);
	await emulator.stop();
	clock.advance(DAY);
	expect(due).toHaveBeenCalledTimes(1);
});

describe('DescribeInvokers', () => {
	it('lists the newest first, by filters, page and region', async () => {
		const first = await create();
		const { CommandId: other } = await client.CreateCommand({
			CommandName: 'other',
			Content: base64('true'),
		});
		const second = await create({ CommandId: other });
		const list = async (request: object, region?: string) =>
			((await sdk(emulator, { region }).DescribeInvokers(request)).InvokerSet ?? []).map(
				({ InvokerId }) => InvokerId,
			);
		const by = (Name: string, Values: string[]) => ({ Filters: [{ Name, Values }] });

		expect(await list({})).toEqual([second, first]);
		expect(await list({ Limit: 1, Offset: 1 })).toEqual([first]);
		expect(await list(by('command-id', [CommandId]))).toEqual([first]);
		expect(await list(by('invoker-id', [second, UNKNOWN]))).toEqual([second]);
		expect(await list(by('invoker-type', ['SCHEDULE']))).toEqual([second, first]);
		expect(await list({}, 'ap-tokyo')).toEqual([]);
		await expectRefused(client, 'DescribeInvokers', [
			[by('name', ['at night']), value('InvalidFilter')],
			[{ InvokerIds: [first], ...by('invoker-id', [first]) }, 'InvalidParameter.ConflictParameter'],
		]);
	});
});
