import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs, virtualClock } from '../../../emulator/server.mts';
import { sdk } from '../emulator/sdk.mts';
import { START_MS, byId, expectUnsent, jsonOf, refusal, startStage } from './stage.mts';
import type { Stage } from './stage.mts';

const TYPE = 'n8n-nodes-tencent-tat.tencentTat';
const UNKNOWN = 'ivk-00000000';
const HOUR = 3_600_000;
const NIGHTLY = { Policy: 'RECURRENCE', Recurrence: '30 2 * * *' };
/** Near to the present, by which the node judges what is over. */
const clock = virtualClock();

let stage: Stage;
let client: ReturnType<typeof sdk>;
let commandId: string;

beforeAll(async () => {
	stage = await startStage({
		clock,
		rateLimit: false,
		instances: [
			...instanceSpecs('ins-quick', 2, {}),
			...instanceSpecs('lhins-quick', 1, {}),
			{ instanceId: 'ins-offline1', agent: {}, online: false },
		],
	});
	client = sdk(stage.emulator);
	commandId = await savedCommand({ CommandName: 'nightly', EnableParameter: true });
}, START_MS);

afterAll(async () => await stage.stop());
afterEach(() => (stage.emulator.intercept = undefined));

const invoker = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'invoker',
	operation,
	...parameters,
});

const creation = (more: IDataObject = {}): IDataObject =>
	invoker('create', {
		name: 'at night',
		commandId: byId(commandId),
		instanceIds: byId('ins-quick0001, ins-quick0002'),
		schedule: 'RECURRENCE',
		recurrence: '30 2 * * *',
		...more,
	});

const updating = (id: string, updateFields: IDataObject): IDataObject =>
	invoker('update', { invokerId: byId(id), updateFields });

async function savedCommand(fields: { CommandName: string; EnableParameter?: boolean }) {
	const Content = Buffer.from('echo {{who}}').toString('base64');
	return (await client.CreateCommand({ Content, ...fields })).CommandId as string;
}

/** Makes an invoker past the node. */
async function made(fields: object = {}): Promise<string> {
	const request = {
		Name: 'at night',
		Type: 'SCHEDULE',
		CommandId: commandId,
		InstanceIds: ['ins-quick0001'],
		Parameters: '{"who":"you"}',
		ScheduleSettings: NIGHTLY,
		...fields,
	};
	return (await client.CreateInvoker(request)).InvokerId as string;
}

async function described(id: unknown) {
	return (await client.DescribeInvokers({ InvokerIds: [String(id)] })).InvokerSet?.[0];
}

async function sentBy(parameters: IDataObject) {
	const [{ params }] = await stage.requestsDuring(async () => await stage.item(parameters));
	return params;
}

/** In ISO 8601 without milliseconds. */
function iso(at: number): string {
	return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

describe('Create', () => {
	it('makes one that recurs, and says when it comes next', async () => {
		const answer = await stage.item(creation({ name: ' at night ', recurrence: '30  2 * * *' }));
		expect(answer).toEqual({
			invokerId: expect.stringMatching(/^ivk-/),
			name: 'at night',
			scheduleText: '30 2 * * * (Beijing time)',
			nextRun: expect.stringMatching(/T18:30:00Z$/),
			region: 'ap-guangzhou',
			requestIds: [expect.any(String)],
		});
		expect(await described(answer.invokerId)).toMatchObject({
			Name: 'at night',
			Type: 'SCHEDULE',
			CommandId: commandId,
			InstanceIds: ['ins-quick0001', 'ins-quick0002'],
			Enable: true,
			ScheduleSettings: NIGHTLY,
		});
	});

	it('makes one that comes once, at a time in the timezone of the workflow', async () => {
		const params = await sentBy(
			creation({ schedule: 'ONCE', invokeTime: '2099-01-31T08:00:00', recurrence: 'unused' }),
		);
		// the engine's timezone is America/New_York, n8n's default
		expect(params.ScheduleSettings).toEqual({
			Policy: 'ONCE',
			InvokeTime: '2099-01-31T21:00:00+08:00',
		});
	});

	it('sends parameters, tags and the user, and nothing that was not given', async () => {
		const options = {
			parameters: { parameter: [{ name: 'who', value: 'you' }] },
			tags: { tag: [{ key: 'team', value: 'ops' }] },
			username: 'ubuntu',
		};
		expect(await sentBy(creation({ options }))).toMatchObject({
			Parameters: '{"who":"you"}',
			Tags: [{ Key: 'team', Value: 'ops' }],
			Username: 'ubuntu',
		});
		expect(Object.keys(await sentBy(creation())).sort()).toEqual(
			['CommandId', 'InstanceIds', 'Name', 'ScheduleSettings', 'Type'].sort(),
		);
	});

	it.each<[string, IDataObject, RegExp]>([
		['no name', { name: ' ' }, /^No name is given$/],
		['a name that is too long', { name: 'x'.repeat(121) }, /^Name has 121 characters, .+ 120 /],
		['no command', { commandId: byId('') }, /^No command ID is given$/],
		['a run for a command', { commandId: byId('inv-ib2lld37') }, /is the ID of an invocation/],
		['no instance', { instanceIds: byId('') }, /^No instance ID is given$/],
		[
			'too many instances',
			{
				instanceIds: byId(Array.from({ length: 101 }, (_, index) => `ins-${10_000_000 + index}`)),
			},
			/^Instance IDs has 101 entries, and at most 100 /,
		],
		['no recurrence', { recurrence: '={{ "" }}' }, /^No recurrence is given$/],
		['a recurrence with seconds', { recurrence: '0 30 2 * * *' }, /has 6 fields, but needs 5$/],
		['a recurrence with an hour of 24', { recurrence: '0 24 * * *' }, /^The hour .+ 0 to 23$/],
		['no time', { schedule: 'ONCE', invokeTime: '={{ "" }}' }, /^No invoke time is given$/],
		[
			'a time that is none',
			{ schedule: 'ONCE', invokeTime: 'soon' },
			/"soon", which is not a date$/,
		],
		[
			'a time that is over',
			{ schedule: 'ONCE', invokeTime: '2020-01-31T08:00:00Z' },
			/^Invoke Time is 2020-01-31T08:00:00Z, which is in the past$/,
		],
		[
			'too many tags',
			{ options: { tags: { tag: [...'abcdefghijk'].map((key) => ({ key, value: '' })) } } },
			/^Tags has 11 entries, and at most 10 /,
		],
	])('refuses %s before anything is sent', async (_, more, message) => {
		await expectUnsent(stage, creation(more), message);
	});

	it.each<[string, IDataObject, string]>([
		['cmd-00000000', { commandId: byId('cmd-00000000') }, 'ResourceNotFound.CommandNotFound'],
		['ins-00000000', { instanceIds: byId('ins-00000000') }, 'ResourceNotFound.InstanceNotFound'],
		[
			'ins-offline1',
			{ instanceIds: byId('ins-offline1') },
			'ResourceUnavailable.AgentStatusNotOnline',
		],
	])('passes on what TAT says of %s', async (_, more, code) => {
		const { message } = await refusal(stage, creation(more));
		expect(message).toMatch(
			new RegExp(`^Creation of the invoker "at night" in ap-guangzhou failed: .+\\(${code},`),
		);
	});

	it('is not repeated when its answer is lost', async () => {
		stage.emulator.intercept = () => ({ drop: true, afterProcessing: true });
		const requests = await stage.requestsDuring(async () => {
			expect((await refusal(stage, creation())).message).toMatch(/Whether .+ is not known/);
		});
		expect(requests).toHaveLength(1);
	});
});

describe('Get', () => {
	it('answers what it runs, where and when', async () => {
		const id = await made({ Tags: [{ Key: 'team', Value: 'ops' }], Username: 'ubuntu' });
		expect(await stage.item(invoker('get', { invokerId: byId(id) }))).toEqual({
			invokerId: id,
			name: 'at night',
			enabled: true,
			commandId,
			instanceIds: ['ins-quick0001'],
			schedule: { policy: 'RECURRENCE', recurrence: '30 2 * * *', invokeTime: null },
			scheduleText: '30 2 * * * (Beijing time)',
			nextRun: expect.stringMatching(/T18:30:00Z$/),
			parameters: { who: 'you' },
			username: 'ubuntu',
			createdTime: iso(clock.now()),
			updatedTime: iso(clock.now()),
			tags: { team: 'ops' },
			region: 'ap-guangzhou',
		});
	});

	it('of one that comes once says the time', async () => {
		const InvokeTime = '2099-01-31T08:00:00+08:00';
		const id = await made({ ScheduleSettings: { Policy: 'ONCE', InvokeTime } });
		expect(await stage.item(invoker('get', { invokerId: byId(id) }))).toMatchObject({
			schedule: { policy: 'ONCE', recurrence: null, invokeTime: '2099-01-31T00:00:00Z' },
			scheduleText: 'once, 2099-01-31 08:00:00 (Beijing time)',
			nextRun: '2099-01-31T00:00:00Z',
		});
	});

	it("answers the vendor's fields when not simplified", async () => {
		const id = await made();
		const answer = await stage.item(invoker('get', { invokerId: byId(id), simplify: false }));
		expect(answer).toEqual(await described(id));
	});

	it('says that there is no such invoker', async () => {
		const { message, description } = await refusal(
			stage,
			invoker('get', { invokerId: byId(UNKNOWN) }),
		);
		expect(message).toMatch(
			/^Look-up of ivk-00000000 in ap-guangzhou failed: there is no such resource \(ResourceNotFound, RequestId [0-9a-f-]{36}\)$/,
		);
		expect(description).toContain('Check the ID and the region');
	});
});

describe('Get Many', () => {
	it('answers them newest first, as many as asked for, or those of a command', async () => {
		const other = await savedCommand({ CommandName: 'other' });
		const ids: string[] = [];
		for (let count = 0; count < 101; count++) {
			ids.unshift(await made({ CommandId: other, Parameters: undefined }));
		}
		const found = async (parameters: IDataObject) => {
			const { outputs, error } = await stage.tat(invoker('getAll', parameters));
			if (error) throw error;
			return jsonOf(outputs[0]);
		};
		const idsOf = (items: IDataObject[]) => items.map(({ invokerId }) => invokerId);

		expect(idsOf(await found({}))).toEqual(ids.slice(0, 50));
		expect(idsOf(await found({ limit: 2 }))).toEqual(ids.slice(0, 2));
		expect(idsOf(await found({ returnAll: true, filters: { commandId: other } }))).toEqual(ids);
		expect(await found({ filters: { commandId: 'cmd-00000000' } })).toEqual([]);
		const [raw] = await found({ limit: 1, simplify: false });
		expect(raw).toEqual(await described(ids[0]));
		for (const InvokerId of ids) await client.DeleteInvoker({ InvokerId });
	});

	it('refuses what is no command', async () => {
		await expectUnsent(
			stage,
			invoker('getAll', { filters: { commandId: 'nightly' } }),
			/^"nightly" is not a command ID$/,
		);
	});

	it('passes on what TAT refuses', async () => {
		stage.emulator.intercept = () => ({ code: 'UnauthorizedOperation.CamAuthFailed', message: '' });
		expect((await refusal(stage, invoker('getAll'))).message).toMatch(/CamAuthFailed/);
	});
});

describe('Update', () => {
	it('changes what is added, and leaves the rest', async () => {
		const id = await made();
		const answer = await stage.item(updating(id, { name: 'at noon', recurrence: '0 12 * * *' }));
		expect(answer).toEqual({
			invokerId: id,
			region: 'ap-guangzhou',
			requestIds: [expect.any(String)],
		});
		expect(await described(id)).toMatchObject({
			Name: 'at noon',
			CommandId: commandId,
			InstanceIds: ['ins-quick0001'],
			Parameters: '{"who":"you"}',
			ScheduleSettings: { Policy: 'RECURRENCE', Recurrence: '0 12 * * *' },
		});
	});

	it('takes a command and instances as their fields give them', async () => {
		const id = await made();
		const other = await savedCommand({ CommandName: 'greeting', EnableParameter: true });
		const params = await sentBy(
			updating(id, {
				commandId: byId(other),
				instanceIds: byId(['lhins-quick0001']),
				parameters: { parameter: [{ name: 'who', value: 'them' }] },
				username: '',
			}),
		);
		expect(params).toEqual({
			InvokerId: id,
			CommandId: other,
			InstanceIds: ['lhins-quick0001'],
			Parameters: '{"who":"them"}',
			Username: '',
		});
	});

	it('makes one come once that recurred', async () => {
		const id = await made();
		await stage.item(updating(id, { invokeTime: '2099-01-31T00:00:00Z' }));
		expect((await described(id))?.ScheduleSettings).toMatchObject({
			Policy: 'ONCE',
			InvokeTime: '2099-01-31T00:00:00Z',
		});
	});

	it.each<[string, IDataObject, RegExp]>([
		['nothing', {}, /^There is nothing to update$/],
		['an empty name', { name: '' }, /^No name is given$/],
		['an empty command', { commandId: byId('') }, /^No command ID is given$/],
		['no instance', { instanceIds: byId('') }, /^No instance ID is given$/],
		['an empty recurrence', { recurrence: '' }, /^No recurrence is given$/],
		['an empty time', { invokeTime: '' }, /^No invoke time is given$/],
		[
			'two schedules',
			{ invokeTime: '2099-01-31T00:00:00Z', recurrence: '0 12 * * *' },
			/^Both Invoke Time and Recurrence are given$/,
		],
	])('refuses %s before anything is sent', async (_, updateFields, message) => {
		await expectUnsent(stage, updating(UNKNOWN, updateFields), message);
	});

	it('passes on what TAT refuses', async () => {
		const { message } = await refusal(stage, updating(UNKNOWN, { name: 'other' }));
		expect(message).toMatch(/^Update of ivk-00000000 in ap-guangzhou failed: .+ResourceNotFound,/);
	});
});

describe('Enable and Disable', () => {
	it('answer the new state, and are felt in the next run', async () => {
		const id = await made();
		const state = { invokerId: id, region: 'ap-guangzhou', requestIds: [expect.any(String)] };
		const one = { invokerId: byId(id) };
		expect(await stage.item(invoker('disable', one))).toEqual({ ...state, enabled: false });
		expect(await stage.item(invoker('get', one))).toMatchObject({ enabled: false, nextRun: null });
		expect(await stage.item(invoker('enable', one))).toEqual({ ...state, enabled: true });
		expect(await stage.item(invoker('get', one))).toMatchObject({
			enabled: true,
			nextRun: expect.any(String),
		});
	});
});

describe('Delete', () => {
	it('answers that it is deleted', async () => {
		const id = await made();
		const answer = await stage.item(invoker('delete', { invokerId: byId(id) }));
		expect(answer).toEqual({ deleted: true });
		expect(await described(id)).toBeUndefined();
	});

	it('succeeds when the answer to the first attempt is lost', async () => {
		const id = await made();
		let attempts = 0;
		stage.emulator.intercept = () =>
			attempts++ === 0 ? { drop: true, afterProcessing: true } : undefined;
		expect(await stage.item(invoker('delete', { invokerId: byId(id) }))).toEqual({ deleted: true });
		expect(attempts).toBe(2);
	});
});

describe('Get Runs', () => {
	it('answers each time it was due, with the invocation', async () => {
		const hourly = { Policy: 'RECURRENCE', Recurrence: '0 * * * *' };
		const id = await made({ ScheduleSettings: hourly });
		const unable = await made({ ScheduleSettings: hourly });
		await client.ModifyInvoker({ InvokerId: unable, InstanceIds: ['ins-offline1'] });
		const first = clock.now() - (clock.now() % HOUR) + HOUR;
		clock.advance(3 * HOUR);
		const runs = async (parameters: IDataObject) =>
			jsonOf((await stage.tat(invoker('getRuns', parameters))).outputs[0]);

		expect(await runs({ invokerId: byId(id) })).toEqual(
			[2, 1, 0].map((hours) => ({
				invokerId: id,
				invocationId: expect.stringMatching(/^inv-/),
				invokeTime: iso(first + hours * HOUR),
				reason: 'start an invocation at scheduled time.',
				result: 'SUCCESS',
				region: 'ap-guangzhou',
			})),
		);
		expect(await runs({ invokerId: byId(id), limit: 1 })).toHaveLength(1);
		clock.advance(100 * HOUR);
		expect(await runs({ invokerId: byId(unable), returnAll: true })).toHaveLength(103);
		const [failed] = await runs({ invokerId: byId(unable), limit: 1 });
		expect(failed).toMatchObject({
			invocationId: null,
			reason: 'The agent of the instance `ins-offline1` is not online.',
			result: 'FAILED',
		});
		for (const InvokerId of [id, unable]) await client.DeleteInvoker({ InvokerId });
	});

	it('answers no item for one that has not run', async () => {
		const { outputs } = await stage.tat(invoker('getRuns', { invokerId: byId(await made()) }));
		expect(outputs[0] ?? []).toEqual([]);
	});
});

describe.each(['get', 'update', 'enable', 'disable', 'delete', 'getRuns'])('%s', (operation) => {
	it('refuses the ID of something else before anything is sent', async () => {
		await expectUnsent(
			stage,
			invoker(operation, { invokerId: byId('cmd-4wbcbcsa'), updateFields: { name: 'other' } }),
			/^"cmd-4wbcbcsa" is the ID of a command/,
		);
	});
});

it.each(['enable', 'disable', 'delete'])('%s passes on that there is none', async (operation) => {
	const { message } = await refusal(stage, invoker(operation, { invokerId: byId(UNKNOWN) }));
	expect(message).toMatch(/ of ivk-00000000 in ap-guangzhou failed: .+\(ResourceNotFound,/);
});

describe('the list in the editor', () => {
	async function search(filter = '') {
		const { results } = await stage.engine.listSearch(TYPE, 'searchInvokers', {
			parameters: { resource: 'invoker', operation: 'get', options: {} },
			credentials: { tencentCloudApi: { id: 'good', name: 'good' } },
			filter,
		});
		return results;
	}

	it('has the enabled ones first, with name, schedule and ID', async () => {
		const enabled = await made({ Name: 'one of two' });
		const disabled = await made({
			Name: 'two of two',
			ScheduleSettings: { Policy: 'ONCE', InvokeTime: '2099-01-31T00:00:00Z' },
		});
		await client.DisableInvoker({ InvokerId: disabled });
		expect(await search('of two')).toEqual([
			{
				name: `one of two · enabled · 30 2 * * * (Beijing time) · ${enabled}`,
				value: enabled,
			},
			{
				name: `two of two · disabled · once, 2099-01-31 08:00:00 (Beijing time) · ${disabled}`,
				value: disabled,
			},
		]);
		expect((await search(disabled)).map(({ value }) => value)).toEqual([disabled]);
	});
});
