import type { Emulator } from '../../../emulator/server.mts';
import { codeOf, sdk } from './sdk.mts';
import { startScripted } from './scripted.mts';

type Scripted = Awaited<ReturnType<typeof startScripted>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NO_CODE = 'f4ff4ac0-4f4f-4a3b-9d0c-2f2b8b0e9d6c';
const HOUR_MS = 3_600_000;

let emulator: Emulator;
let client: Scripted['client'];
let clock: Scripted['clock'];
beforeEach(async () => {
	({ emulator, client, clock } = await startScripted([{}]));
});
afterEach(() => emulator.stop());

async function newCode(request: Parameters<typeof client.CreateRegisterCode>[0] = {}) {
	const { RegisterCodeId = '', RegisterCodeValue = '' } = await client.CreateRegisterCode(request);
	return { id: RegisterCodeId, value: RegisterCodeValue };
}

async function described(id: string) {
	const { RegisterCodeSet: [code] = [] } = await client.DescribeRegisterCodes({
		RegisterCodeIds: [id],
	});
	return code;
}

const machine = (hostName: string, localIp = '10.0.0.7') => ({ hostName, localIp });

describe('registration codes', () => {
	it('are made with the defaults of the API, and their value is told once', async () => {
		const { id, value } = await newCode();
		expect(id).toMatch(UUID);
		expect(value).toMatch(/^\w{20,}$/);
		const code = await described(id);
		expect(code).toEqual({
			RegisterCodeId: id,
			Description: '',
			InstanceNamePrefix: '',
			RegisterLimit: 10,
			ExpiredTime: '2026-01-02T07:04:05Z',
			IpAddressRange: '',
			Enabled: true,
			RegisteredCount: 0,
			CreatedTime: '2026-01-02T03:04:05Z',
			UpdatedTime: '2026-01-02T03:04:05Z',
		});
		expect(JSON.stringify(code)).not.toContain(value);
	});

	it('keep what they are made with; more than 99999 hours never pass', async () => {
		const { id } = await newCode({
			Description: 'office',
			InstanceNamePrefix: 'office',
			RegisterLimit: 3,
			EffectiveTime: 100_000,
			IpAddressRange: '10.0.0.0/8',
		});
		expect(await described(id)).toMatchObject({
			Description: 'office',
			InstanceNamePrefix: 'office',
			RegisterLimit: 3,
			ExpiredTime: null,
			IpAddressRange: '10.0.0.0/8',
		});
		const { id: longest } = await newCode({ EffectiveTime: 99_999 });
		expect((await described(longest)).ExpiredTime).toMatch(/^2037-/);
	});

	it.each<[object, string]>([
		[{ RegisterLimit: 0 }, 'InvalidParameterValue.TooSmall'],
		[{ RegisterLimit: 10_001 }, 'InvalidParameterValue.TooLarge'],
		[{ EffectiveTime: 0 }, 'InvalidParameterValue.TooSmall'],
		[{ EffectiveTime: 1.5 }, 'InvalidParameter'],
		[{ Description: 'x'.repeat(129) }, 'InvalidParameterValue.TooLong'],
		[{ InstanceNamePrefix: 'x'.repeat(33) }, 'InvalidParameterValue.TooLong'],
		[{ IpAddressRange: '10.0.0.256' }, 'InvalidParameter'],
		[{ IpAddressRange: '10.0.0.0/33' }, 'InvalidParameter'],
		[{ IpAddressRange: '10.0.0.0/8/8' }, 'InvalidParameter'],
		[{ IpAddressRange: 'fd00::/8' }, 'InvalidParameter'],
	])('are not made with %j', async (request, code) => {
		expect(await codeOf(client.request('CreateRegisterCode', request))).toBe(code);
		expect((await client.DescribeRegisterCodes({})).TotalCount).toBe(0);
	});

	it('are listed newest first, page by page, in their region alone', async () => {
		const codes = [await newCode(), await newCode(), await newCode()].map(({ id }) => id);
		const { TotalCount, RegisterCodeSet } = await client.DescribeRegisterCodes({
			Limit: 2,
			Offset: 1,
		});
		expect(TotalCount).toBe(3);
		expect(RegisterCodeSet?.map(({ RegisterCodeId }) => RegisterCodeId)).toEqual([
			codes[1],
			codes[0],
		]);
		expect((await client.DescribeRegisterCodes({ RegisterCodeIds: [NO_CODE] })).TotalCount).toBe(0);
		const elsewhere = sdk(emulator, { region: 'ap-tokyo' });
		expect((await elsewhere.DescribeRegisterCodes({})).TotalCount).toBe(0);
	});

	it('are disabled, once or again', async () => {
		const { id } = await newCode();
		clock.advance(1000);
		await client.DisableRegisterCodes({ RegisterCodeIds: [id] });
		await client.DisableRegisterCodes({ RegisterCodeIds: [id] });
		expect(await described(id)).toMatchObject({
			Enabled: false,
			CreatedTime: '2026-01-02T03:04:05Z',
			UpdatedTime: '2026-01-02T03:04:06Z',
		});
	});

	it('are deleted', async () => {
		const [one, other] = [await newCode(), await newCode()];
		await client.DeleteRegisterCodes({ RegisterCodeIds: [one.id] });
		const { RegisterCodeSet } = await client.DescribeRegisterCodes({});
		expect(RegisterCodeSet?.map(({ RegisterCodeId }) => RegisterCodeId)).toEqual([other.id]);
	});

	it.each(['DisableRegisterCodes', 'DeleteRegisterCodes'] as const)(
		'stay as they are when %s is refused',
		async (action) => {
			const { id } = await newCode();
			const refused: Array<[object, string]> = [
				[{}, 'MissingParameter'],
				[{ RegisterCodeIds: [] }, 'MissingParameter'],
				[{ RegisterCodeIds: [id, 'nonsense'] }, 'InvalidParameterValue.InvalidRegisterCodeId'],
				[{ RegisterCodeIds: [id, id] }, 'InvalidParameterValue.ParameterKeyDuplicated'],
				[{ RegisterCodeIds: [id, NO_CODE] }, 'ResourceNotFound.RegisterCodesNotFoundCode'],
			];
			for (const [request, code] of refused) {
				expect(await codeOf(client.request(action, request))).toBe(code);
			}
			expect(await described(id)).toMatchObject({ Enabled: true });
		},
	);

	it('are only so many in a region', async () => {
		const [quota] = await quotas(['REGISTER_CODE']);
		for (let count = 0; count < Number(quota.ResourceQuotaTotal); count++) await newCode();
		expect(await codeOf(client.CreateRegisterCode({}))).toBe('LimitExceeded');
	});
});

describe('enrolment', () => {
	it('makes a managed instance that runs commands', async () => {
		const { id, value } = await newCode({ InstanceNamePrefix: 'office' });
		const InstanceId = emulator.enrol(value, {
			...machine('printer'),
			environment: 'Windows',
			tags: [{ Key: 'team', Value: 'ops' }],
		});
		expect(InstanceId).toMatch(/^rins-[0-9a-z]{8}$/);
		const { RegisterInstanceSet } = await client.DescribeRegisterInstances({});
		expect(RegisterInstanceSet).toEqual([
			{
				RegisterCodeId: id,
				InstanceId,
				InstanceName: 'office-printer',
				MachineId: expect.stringMatching(UUID),
				SystemName: 'Windows',
				HostName: 'printer',
				LocalIp: '10.0.0.7',
				PublicKey: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/),
				Status: 'Online',
				CreatedTime: '2026-01-02T03:04:05Z',
				UpdatedTime: '2026-01-02T03:04:05Z',
				Tags: [{ Key: 'team', Value: 'ops' }],
			},
		]);
		expect(await described(id)).toMatchObject({ RegisteredCount: 1 });

		const run = { Content: 'ZGly', InstanceIds: [InstanceId] };
		expect(await codeOf(client.RunCommand({ ...run, CommandType: 'BAT' }))).toBeUndefined();
		expect(await codeOf(client.RunCommand({ ...run, CommandType: 'SHELL' }))).toBe(
			'InvalidParameterValue.AgentUnsupportedCommandType',
		);
	});

	it('is refused by a code that is unknown, disabled, used up, expired or for others', async () => {
		const enrol = (value: string, localIp?: string) => () =>
			emulator.enrol(value, machine('server', localIp));
		expect(enrol('made up')).toThrow('There is no such registration code');

		const disabled = await newCode();
		await client.DisableRegisterCodes({ RegisterCodeIds: [disabled.id] });
		expect(enrol(disabled.value)).toThrow('is disabled');

		const once = await newCode({ RegisterLimit: 1 });
		expect(enrol(once.value)).not.toThrow();
		expect(enrol(once.value)).toThrow('has been used by 1 machines');

		const single = await newCode({ IpAddressRange: '192.168.1.7' });
		expect(enrol(single.value, '192.168.1.8')).toThrow('is for machines of 192.168.1.7');
		expect(enrol(single.value, '192.168.1.7')).not.toThrow();
		const range = await newCode({ IpAddressRange: '172.16.0.0/12' });
		expect(enrol(range.value, '172.32.0.1')).toThrow('is for machines of 172.16.0.0/12');
		expect(enrol(range.value, '172.31.255.255')).not.toThrow();

		const [short, forever] = [
			await newCode({ EffectiveTime: 1 }),
			await newCode({ EffectiveTime: 100_000 }),
		];
		clock.advance(HOUR_MS - 1);
		expect(enrol(short.value)).not.toThrow();
		clock.advance(1);
		expect(enrol(short.value)).toThrow('has expired');
		clock.advance(99_999 * HOUR_MS);
		expect(enrol(forever.value)).not.toThrow();
	});

	it('takes place at the start for the machines of the options', async () => {
		const other = await startScripted([], {
			machines: [machine('one'), { ...machine('two'), online: false }],
		});
		const { RegisterInstanceSet } = await other.client.DescribeRegisterInstances({});
		await other.emulator.stop();
		expect(RegisterInstanceSet?.map(({ InstanceName, Status }) => [InstanceName, Status])).toEqual([
			['two', 'Offline'],
			['one', 'Online'],
		]);
	});
});

describe('managed instances', () => {
	let ids: string[];
	let codeId: string;
	beforeEach(async () => {
		const { id, value } = await newCode();
		codeId = id;
		ids = [
			emulator.enrol(value, machine('web', '10.0.0.1')),
			emulator.enrol(value, {
				...machine('mail', '10.0.0.2'),
				online: false,
				environment: 'Windows',
				tags: [
					{ Key: 'team', Value: 'ops' },
					{ Key: 'site', Value: 'berlin' },
				],
			}),
		];
	});

	it.each<[string, string, string[]]>([
		['instance-name', 'mail', ['mail']],
		['register-status', 'Online', ['web']],
		['register-status', 'Offline', ['mail']],
		['local-ip', '10.0.0.1', ['web']],
		['sys-name', 'Windows', ['mail']],
		['tag-key', 'team', ['mail']],
		['tag-value', 'berlin', ['mail']],
		['tag:team', 'ops', ['mail']],
		['tag:site', 'ops', []],
		['register-code-id', NO_CODE, []],
	])('are filtered by %s %s', async (Name, value, names) => {
		const { RegisterInstanceSet = [], TotalCount } = await client.DescribeRegisterInstances({
			Filters: [{ Name, Values: [value] }],
		});
		expect(RegisterInstanceSet.map(({ InstanceName }) => InstanceName)).toEqual(names);
		expect(TotalCount).toBe(names.length);
	});

	it('are found by their ID and by that of their code', async () => {
		const byId = await client.DescribeRegisterInstances({ InstanceIds: [ids[0]] });
		expect(byId.RegisterInstanceSet).toMatchObject([{ InstanceId: ids[0] }]);
		for (const [Name, value] of [
			['instance-id', ids[1]],
			['register-code-id', codeId],
		]) {
			const Filters = [
				{ Name, Values: [value] },
				{ Name: 'sys-name', Values: ['Windows'] },
			];
			const filtered = await client.DescribeRegisterInstances({ Filters });
			expect(filtered.RegisterInstanceSet).toMatchObject([{ InstanceId: ids[1] }]);
		}
	});

	it.each<[string, object, string]>([
		[
			'DescribeRegisterInstances',
			{ Filters: [{ Name: 'sys-name', Values: ['Plan9'] }] },
			'InvalidParameterValue.InvalidFilter',
		],
		[
			'DescribeRegisterInstances',
			{ InstanceIds: ['ins-zcewfho0'] },
			'InvalidParameterValue.InvalidRegisterInstanceId',
		],
		['ModifyRegisterInstance', { InstanceName: 'x' }, 'MissingParameter'],
		['ModifyRegisterInstance', { InstanceId: 'rins-00000000' }, 'MissingParameter'],
		[
			'ModifyRegisterInstance',
			{ InstanceId: 'rins-00000000', InstanceName: 'x' },
			'InvalidParameterValue.InvalidRegisterInstanceId',
		],
		[
			'ModifyRegisterInstance',
			{ InstanceId: 'rins-00000000', InstanceName: 'x'.repeat(61) },
			'InvalidParameterValue.TooLong',
		],
		[
			'DeleteRegisterInstance',
			{ InstanceId: 'ins-zcewfho0' },
			'InvalidParameterValue.InvalidRegisterInstanceId',
		],
		[
			'DeleteRegisterInstance',
			{ InstanceId: 'rins-00000000' },
			'ResourceNotFound.RegisterInstanceNotFoundCode',
		],
	])('%s with %j is refused', async (action, request, code) => {
		expect(await codeOf(client.request(action, request))).toBe(code);
	});

	it('are renamed', async () => {
		clock.advance(1000);
		await client.ModifyRegisterInstance({ InstanceId: ids[0], InstanceName: 'www' });
		const { RegisterInstanceSet } = await client.DescribeRegisterInstances({
			InstanceIds: [ids[0]],
		});
		expect(RegisterInstanceSet).toMatchObject([
			{ InstanceName: 'www', HostName: 'web', UpdatedTime: '2026-01-02T03:04:06Z' },
		]);
	});

	it('are gone once deleted', async () => {
		await client.DeleteRegisterInstance({ InstanceId: ids[0] });
		expect((await client.DescribeRegisterInstances({})).TotalCount).toBe(1);
		expect(await codeOf(client.RunCommand({ Content: 'ZGY=', InstanceIds: [ids[0]] }))).toBe(
			'ResourceNotFound.InstanceNotFound',
		);
		expect(await codeOf(client.DeleteRegisterInstance({ InstanceId: ids[0] }))).toBe(
			'ResourceNotFound.RegisterInstanceNotFoundCode',
		);
	});

	it('have agents as all instances have', async () => {
		clock.advance(60_000);
		const { AutomationAgentSet, TotalCount } = await client.DescribeAutomationAgentStatus({});
		expect(TotalCount).toBe(3);
		expect(AutomationAgentSet).toMatchObject([
			{ InstanceId: 'ins-script0', AgentStatus: 'Online', Environment: 'Linux' },
			{ InstanceId: ids[0], AgentStatus: 'Online', LastHeartbeatTime: '2026-01-02T03:05:05Z' },
			{
				InstanceId: ids[1],
				AgentStatus: 'Offline',
				Environment: 'Windows',
				LastHeartbeatTime: '2026-01-02T03:04:05Z',
			},
		]);
	});

	it.each<[string, string, number[]]>([
		['agent-status', 'Offline', [1]],
		['environment', 'Windows', [1]],
		['environment', 'Linux', [-1, 0]],
	])('are found by %s %s of their agent', async (Name, value, found) => {
		const { AutomationAgentSet = [] } = await client.DescribeAutomationAgentStatus({
			Filters: [{ Name, Values: [value] }],
		});
		expect(AutomationAgentSet.map(({ InstanceId }) => ids.indexOf(InstanceId ?? ''))).toEqual(
			found,
		);
	});
});

describe('quotas', () => {
	it('count what a region has used', async () => {
		await newCode();
		expect(await quotas(['COMMAND', 'REGISTER_CODE'])).toEqual([
			{ ResourceName: 'COMMAND', ResourceQuotaUsed: 0, ResourceQuotaTotal: 100 },
			{ ResourceName: 'REGISTER_CODE', ResourceQuotaUsed: 1, ResourceQuotaTotal: 100 },
		]);
	});

	it('are known of two resources', async () => {
		expect(await codeOf(quotas(['INVOKER']))).toBe(
			'ResourceUnavailable.InvalidResourceQuotaResourceCode',
		);
		expect(await codeOf(quotas([]))).toBe('MissingParameter');
	});
});

describe('scenes', () => {
	it('are those of TAT', async () => {
		const { SceneSet = [], TotalCount } = await client.DescribeScenes({ Limit: 2 });
		expect(TotalCount).toBe(3);
		expect(SceneSet).toHaveLength(2);
		expect(SceneSet[0]).toEqual({
			SceneId: 'sc-disk0001',
			SceneName: 'Disks',
			CreatedBy: 'TAT',
			CreatedTime: '2020-10-28T00:00:00Z',
			UpdatedTime: '2020-10-28T00:00:00Z',
		});
	});

	it.each<[object, number]>([
		[{ SceneIds: ['sc-network1'] }, 1],
		[{ SceneIds: ['sc-00000000'] }, 0],
		[{ Filters: [{ Name: 'scene-name', Values: ['Network', 'Disks'] }] }, 2],
		[{ Filters: [{ Name: 'scene-id', Values: ['sc-service1'] }] }, 1],
		[{ Filters: [{ Name: 'created-by', Values: ['TAT'] }] }, 3],
	])('with %j are %i', async (request, count) => {
		expect((await client.DescribeScenes(request)).SceneSet).toHaveLength(count);
	});

	it.each<[object, string]>([
		[{ SceneIds: ['disks'] }, 'InvalidParameterValue.InvalidSceneId'],
		[
			{ Filters: [{ Name: 'created-by', Values: ['USER'] }] },
			'InvalidParameterValue.InvalidFilter',
		],
		[
			{ SceneIds: ['sc-network1'], Filters: [{ Name: 'scene-name', Values: ['Disks'] }] },
			'InvalidParameter.ConflictParameter',
		],
	])('with %j are refused', async (request, code) => {
		expect(await codeOf(client.DescribeScenes(request))).toBe(code);
	});
});

async function quotas(ResourceNames: string[]) {
	return (await client.DescribeQuotas({ ResourceNames })).GeneralResourceQuotaSet ?? [];
}
