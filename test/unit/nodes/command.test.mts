import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs, virtualClock } from '../../../emulator/server.mts';
import { sdk } from '../emulator/sdk.mts';
import { START_MS, byId, expectUnsent, jsonOf, refusal, startStage } from './stage.mts';
import type { Stage } from './stage.mts';

const TYPE = 'n8n-nodes-tencent-tat.tencentTat';
const PUBLIC = 'cmd-public02';
const UNKNOWN = 'cmd-00000000';
/** Stands still, so that what runs is never over. */
const clock = virtualClock(Date.parse('2026-01-02T03:04:05Z'));

let stage: Stage;
let client: ReturnType<typeof sdk>;
let count = 0;

beforeAll(async () => {
	stage = await startStage({
		clock,
		rateLimit: false,
		instances: instanceSpecs('ins-long', 1, { runMs: 60_000 }),
	});
	client = sdk(stage.emulator);
}, START_MS);

afterAll(async () => await stage.stop());
afterEach(() => (stage.emulator.intercept = undefined));

const command = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'command',
	operation,
	...parameters,
});

/** Saves a command past the node. */
async function saved(fields: object = {}): Promise<string> {
	const { CommandId } = await client.CreateCommand({
		CommandName: `saved-${count++}`,
		Content: Buffer.from('echo hello').toString('base64'),
		...fields,
	});
	return CommandId as string;
}

async function described(CommandId: string) {
	return (await client.DescribeCommands({ CommandIds: [CommandId] })).CommandSet?.[0];
}

async function sentBy(parameters: IDataObject) {
	const [{ params }] = await stage.requestsDuring(async () => await stage.item(parameters));
	return params;
}

describe('Create', () => {
	it('saves a script as it is written, and answers the ID', async () => {
		const content = 'echo "$HOME" 大小 {{name}}\n';
		const answer = await stage.item(command('create', { commandName: ' greeting ', content }));
		expect(answer).toEqual({
			commandId: expect.stringMatching(/^cmd-/),
			commandName: 'greeting',
			region: 'ap-guangzhou',
			requestIds: [expect.any(String)],
		});
		expect(await described(String(answer.commandId))).toMatchObject({
			CommandName: 'greeting',
			Content: Buffer.from(content).toString('base64'),
			CommandType: 'SHELL',
			Timeout: 60,
			EnableParameter: false,
		});
	});

	it('sends the options under their names in the API, and enables parameters that have defaults', async () => {
		expect(
			await sentBy(
				command('create', {
					commandName: 'full',
					content: 'true',
					options: {
						commandType: 'POWERSHELL',
						defaultParameters: {
							parameter: [
								{ name: 'who', value: 'you', description: 'Whom to greet' },
								{ name: 'what', value: '' },
							],
						},
						description: 'of the day',
						outputCosBucketUrl: 'https://logs-1.cos.ap-guangzhou.myqcloud.com',
						outputCosKeyPrefix: 'a/b',
						tags: { tag: [{ key: 'team', value: 'ops' }] },
						timeout: 77,
						username: 'nobody',
						workingDirectory: '/tmp',
					},
				}),
			),
		).toEqual({
			CommandName: 'full',
			Content: 'dHJ1ZQ==',
			CommandType: 'POWERSHELL',
			EnableParameter: true,
			DefaultParameterConfs: [
				{ ParameterName: 'who', ParameterValue: 'you', ParameterDescription: 'Whom to greet' },
				{ ParameterName: 'what', ParameterValue: '' },
			],
			Description: 'of the day',
			OutputCOSBucketUrl: 'https://logs-1.cos.ap-guangzhou.myqcloud.com',
			OutputCOSKeyPrefix: 'a/b',
			Tags: [{ Key: 'team', Value: 'ops' }],
			Timeout: 77,
			Username: 'nobody',
			WorkingDirectory: '/tmp',
		});
	});

	it('enables parameters without defaults when asked to', async () => {
		expect(
			await sentBy(
				command('create', {
					commandName: 'asking',
					content: 'echo {{who}}',
					options: { enableParameters: true },
				}),
			),
		).toMatchObject({ EnableParameter: true });
	});

	it('says that the name is taken', async () => {
		await saved({ CommandName: 'taken' });
		const { message, description } = await refusal(
			stage,
			command('create', { commandName: 'taken', content: 'true' }),
		);
		expect(message).toMatch(
			/^Creation of the command "taken" in ap-guangzhou failed: .+\(InvalidParameterValue\.CommandNameDuplicated, RequestId .+\)$/,
		);
		expect(description).toContain('Choose another Command Name.');
	});

	it('is not repeated when its answer is lost', async () => {
		stage.emulator.intercept = () => ({ drop: true, afterProcessing: true });
		const requests = await stage.requestsDuring(async () => {
			const { message } = await refusal(
				stage,
				command('create', { commandName: 'lost', content: 'true' }),
			);
			expect(message).toContain('Whether it went through is not known');
		});
		expect(requests).toHaveLength(1);
	});

	it('refuses bad input before anything is sent', async () => {
		const good = { commandName: 'good', content: 'true' };
		await expectUnsent(stage, command('create', { ...good, commandName: ' ' }), /No command name/);
		await expectUnsent(stage, command('create', { ...good, content: ' \n' }), /script is empty/);
		await expectUnsent(
			stage,
			command('create', { ...good, commandName: '长'.repeat(21) }),
			/Command Name has 63 bytes, and at most 60/,
		);
		await expectUnsent(
			stage,
			command('create', { ...good, options: { timeout: 0 } }),
			/^Timeout is 0/,
		);
		await expectUnsent(
			stage,
			command('create', {
				...good,
				options: { defaultParameters: { parameter: [{ name: 'two words', value: '' }] } },
			}),
			/Default Parameters has the name "two words"/,
		);
	});
});

describe('Get', () => {
	it('answers the command in plain words', async () => {
		const commandId = await saved({
			CommandName: 'wanted',
			Description: 'of the day',
			EnableParameter: true,
			DefaultParameters: '{"who":"you"}',
			Tags: [{ Key: 'team', Value: 'ops' }],
		});
		expect(await stage.item(command('get', { commandId: byId(commandId) }))).toEqual({
			commandId,
			commandName: 'wanted',
			description: 'of the day',
			commandType: 'SHELL',
			script: 'echo hello',
			parameters: { who: 'you' },
			timeout: 60,
			username: 'root',
			workingDirectory: '',
			createdBy: 'USER',
			createdTime: '2026-01-02T03:04:05Z',
			updatedTime: '2026-01-02T03:04:05Z',
			tags: { team: 'ops' },
			region: 'ap-guangzhou',
		});
	});

	it('tells a command without parameters from one without defaults', async () => {
		const none = await saved();
		const open = await saved({ EnableParameter: true });
		expect((await stage.item(command('get', { commandId: byId(none) }))).parameters).toBeNull();
		expect((await stage.item(command('get', { commandId: byId(open) }))).parameters).toEqual({});
	});

	it("answers the vendor's fields when not simplified", async () => {
		const answer = await stage.item(command('get', { commandId: byId(PUBLIC), simplify: false }));
		expect(answer).toMatchObject({ CommandId: PUBLIC, CreatedBy: 'TAT', Scenes: ['sc-disk0001'] });
	});

	it('says that there is no such command', async () => {
		const { message } = await refusal(stage, command('get', { commandId: byId(UNKNOWN) }));
		expect(message).toMatch(
			/^Look-up of cmd-00000000 in ap-guangzhou failed: there is no such command \(ResourceNotFound\.CommandNotFound, RequestId [0-9a-f-]{36}\)$/,
		);
	});

	it('refuses what is no command ID', async () => {
		await expectUnsent(
			stage,
			command('get', { commandId: byId('inv-0123456789') }),
			/"inv-0123456789" is the ID of an invocation/,
		);
	});
});

describe('Get Many', () => {
	async function found(parameters: IDataObject): Promise<IDataObject[]> {
		const { outputs, error } = await stage.tat(command('getAll', parameters));
		if (error) throw error;
		return jsonOf(outputs[0]);
	}
	const ids = (items: IDataObject[]) => items.map(({ commandId }) => commandId);

	it('answers the newest first, no more than the limit', async () => {
		const older = await saved();
		const newer = await saved();
		const items = await found({ limit: 2 });
		expect(ids(items)).toEqual([newer, older]);
		expect(items[0]).toMatchObject({ script: 'echo hello', region: 'ap-guangzhou' });
	});

	it('filters', async () => {
		const tagged = await saved({
			CommandName: 'tagged',
			CommandType: 'BAT',
			Tags: [
				{ Key: 'team', Value: 'dev' },
				{ Key: 'stage', Value: 'test' },
			],
		});
		expect(ids(await found({ filters: { commandName: 'tagged' } }))).toEqual([tagged]);
		expect(ids(await found({ filters: { commandType: 'BAT' } }))).toEqual([tagged]);
		expect(ids(await found({ filters: { tagKey: 'stage' } }))).toEqual([tagged]);
		expect(ids(await found({ filters: { tagValue: 'dev' } }))).toEqual([tagged]);
		expect(ids(await found({ filters: { tagKey: 'team', tagValue: 'dev' } }))).toEqual([tagged]);
		expect(await found({ filters: { tagKey: 'team', tagValue: 'test' } })).toEqual([]);
		expect(ids(await found({ filters: { sceneId: 'sc-service1' } }))).toEqual(['cmd-public03']);
		expect(ids(await found({ filters: { createdBy: 'TAT' } }))).toContain(PUBLIC);
	});

	it("answers the vendor's fields when not simplified", async () => {
		const [first] = await found({ filters: { createdBy: 'TAT' }, simplify: false, limit: 1 });
		expect(first).toMatchObject({ CommandId: 'cmd-public01', FormattedDescription: '{}' });
	});

	it('refuses a scene ID that is none', async () => {
		await expectUnsent(
			stage,
			command('getAll', { filters: { sceneId: PUBLIC } }),
			/is the ID of a command/,
		);
	});

	it('says which right is missing', async () => {
		stage.emulator.intercept = () => ({
			code: 'UnauthorizedOperation.CamAuthFailed',
			message: 'no',
		});
		const { message, description } = await refusal(stage, command('getAll'));
		expect(message).toMatch(/^Listing of commands in ap-guangzhou failed/);
		expect(description).toContain('Allow tat:DescribeCommands');
	});
});

describe('Update', () => {
	it('changes what is given, and keeps the rest', async () => {
		const commandId = await saved({ Description: 'old', Timeout: 9, EnableParameter: true });
		const before = await described(commandId);
		expect(
			await stage.item(
				command('update', {
					commandId: byId(commandId),
					updateFields: {
						content: 'echo {{who}}',
						defaultParameters: { parameter: [{ name: 'who', value: 'me' }] },
						username: 'nobody',
					},
				}),
			),
		).toEqual({ commandId, region: 'ap-guangzhou', requestIds: [expect.any(String)] });
		expect(await described(commandId)).toEqual({
			...before,
			Content: Buffer.from('echo {{who}}').toString('base64'),
			Username: 'nobody',
			DefaultParameters: '{"who":"me"}',
			DefaultParameterConfs: [{ ParameterName: 'who', ParameterValue: 'me' }],
		});
	});

	it('empties texts and defaults that are added and left empty', async () => {
		const commandId = await saved({
			Description: 'old',
			WorkingDirectory: '/tmp',
			EnableParameter: true,
			DefaultParameters: '{"a":"1"}',
		});
		await stage.item(
			command('update', {
				commandId: byId(commandId),
				updateFields: { description: '', workingDirectory: '', defaultParameters: {} },
			}),
		);
		expect(await described(commandId)).toMatchObject({
			Description: '',
			WorkingDirectory: '',
			DefaultParameters: '{}',
		});
	});

	it('says that the command takes no parameters', async () => {
		const commandId = await saved();
		const { message } = await refusal(
			stage,
			command('update', {
				commandId: byId(commandId),
				updateFields: { defaultParameters: { parameter: [{ name: 'a', value: '1' }] } },
			}),
		);
		expect(message).toMatch(
			/^Update of cmd-.+ failed: .+SupportParametersOnlyIfEnableParameter, RequestId/,
		);
	});

	it('refuses bad input before anything is sent', async () => {
		const commandId = byId(UNKNOWN);
		await expectUnsent(stage, command('update', { commandId }), /There is nothing to update/);
		const cases: Array<[IDataObject, RegExp]> = [
			[{ commandName: '' }, /command name is empty/],
			[{ content: '' }, /script is empty/],
			[{ outputCosBucketUrl: '' }, /Output COS Bucket URL is "", and must start with https/],
			[{ outputCosKeyPrefix: '../a' }, /Output COS Key Prefix is "..\/a"/],
			[{ timeout: 86_401 }, /^Timeout is 86401/],
		];
		for (const [updateFields, message] of cases) {
			await expectUnsent(stage, command('update', { commandId, updateFields }), message);
		}
	});
});

describe('Delete', () => {
	it('deletes', async () => {
		const commandId = await saved();
		expect(await stage.item(command('delete', { commandId: byId(commandId) }))).toEqual({
			deleted: true,
		});
		expect(await described(commandId)).toBeUndefined();
	});

	it('takes "not found" for success when the answer to the deletion was lost', async () => {
		const commandId = await saved();
		let lost = 0;
		stage.emulator.intercept = () =>
			lost++ === 0 ? { drop: true, afterProcessing: true } : undefined;
		expect(await stage.item(command('delete', { commandId: byId(commandId) }))).toEqual({
			deleted: true,
		});
	});

	it('says that the command is being run', async () => {
		const CommandId = await saved();
		await client.InvokeCommand({ CommandId, InstanceIds: stage.emulator.instanceIds });
		const { message, description } = await refusal(
			stage,
			command('delete', { commandId: byId(CommandId) }),
		);
		expect(message).toMatch(/is being run \(ResourceUnavailable\.CommandInExecuting, RequestId/);
		expect(description).toContain('cancel them');
	});

	it('refuses what is no command ID', async () => {
		await expectUnsent(stage, command('delete', { commandId: byId('') }), /No command ID is given/);
	});
});

describe('Delete Many', () => {
	it('deletes all in one request, an item for each', async () => {
		const commandIds = [await saved(), await saved(), await saved()];
		const requests = await stage.requestsDuring(async () => {
			const { outputs } = await stage.tat(
				command('deleteMany', { commandIds: commandIds.join(' ') }),
			);
			expect(outputs[0]).toEqual(
				commandIds.map((commandId) => ({
					json: { commandId, deleted: true },
					pairedItem: { item: 0 },
				})),
			);
		});
		expect(requests.map(({ action }) => action)).toEqual(['DeleteCommands']);
		for (const commandId of commandIds) expect(await described(commandId)).toBeUndefined();
	});

	it('deletes the others when some cannot be deleted, and says which and why', async () => {
		const running = await saved();
		await client.InvokeCommand({ CommandId: running, InstanceIds: stage.emulator.instanceIds });
		const good = [await saved(), await saved(), await saved()];
		const commandIds = [good[0], running, good[1], PUBLIC, good[2]];
		const { outputs } = await stage.tat(command('deleteMany', { commandIds: commandIds.join() }), {
			onError: 'continueErrorOutput',
		});
		expect(jsonOf(outputs[0])).toEqual(good.map((commandId) => ({ commandId, deleted: true })));
		expect(jsonOf(outputs[1]).map(({ error }) => error)).toEqual([
			expect.stringMatching(new RegExp(`^Deletion of ${running} .+CommandInExecuting`)),
			expect.stringMatching(
				new RegExp(`^Deletion of ${PUBLIC} .+CommandNotFound.+\\. 3 others were deleted$`),
			),
		]);
		for (const commandId of good) expect(await described(commandId)).toBeUndefined();
	});

	it('takes "not found" of all for success when the answer to their deletion was lost', async () => {
		const commandIds = [await saved(), await saved(), await saved()];
		let lost = 0;
		stage.emulator.intercept = () =>
			lost++ === 0 ? { drop: true, afterProcessing: true } : undefined;
		const { outputs } = await stage.tat(command('deleteMany', { commandIds: commandIds.join() }));
		expect(jsonOf(outputs[0])).toEqual(
			commandIds.map((commandId) => ({ commandId, deleted: true })),
		);
	});

	it('does not take the others for deleted when one is not found on a repetition', async () => {
		const commandId = await saved();
		let lost = 0;
		stage.emulator.intercept = () => (lost++ === 0 ? { drop: true } : undefined);
		const { outputs } = await stage.tat(
			command('deleteMany', { commandIds: `${UNKNOWN} ${commandId}` }),
			{ onError: 'continueErrorOutput' },
		);
		expect(jsonOf(outputs[0])).toEqual([{ commandId, deleted: true }]);
		expect(jsonOf(outputs[1])).toHaveLength(1);
		expect(await described(commandId)).toBeUndefined();
	});

	it('asks once for each hundred', async () => {
		stage.emulator.intercept = () => ({ code: 'UnsupportedOperation', message: 'no' });
		const many = Array.from({ length: 101 }, (_, index) => `cmd-${String(index).padStart(8, '0')}`);
		const requests = await stage.requestsDuring(async () => {
			const { outputs } = await stage.tat(command('deleteMany', { commandIds: many.join('\n') }), {
				onError: 'continueErrorOutput',
			});
			expect(jsonOf(outputs[1]).map(({ error }) => String(error).split(' ')[2])).toEqual(many);
		});
		expect(requests).toHaveLength(2);
	});

	it('refuses bad input before anything is sent', async () => {
		await expectUnsent(stage, command('deleteMany', { commandIds: ' ' }), /No command ID is given/);
		await expectUnsent(
			stage,
			command('deleteMany', { commandIds: `${UNKNOWN}, inv-0123456789` }),
			/Not a command ID: "inv-0123456789"/,
		);
	});
});

describe('Preview', () => {
	it('fills in a saved command, given values over its defaults', async () => {
		expect(
			await stage.item(
				command('preview', {
					commandId: byId(PUBLIC),
					parameters: { parameter: [{ name: 'count', value: '3' }] },
				}),
			),
		).toEqual({
			script: 'du -a /var | sort -rn | head -n 3',
			commandId: PUBLIC,
			region: 'ap-guangzhou',
			requestIds: [expect.any(String)],
		});
	});

	it('shows a command that takes no parameters', async () => {
		const commandId = byId(await saved());
		expect((await stage.item(command('preview', { commandId }))).script).toBe('echo hello');
	});

	it('fills in a script', async () => {
		const answer = await stage.item(
			command('preview', {
				source: 'script',
				content: 'echo {{who}}\n',
				parameters: { parameter: [{ name: 'who', value: '大家' }] },
			}),
		);
		expect(answer).toMatchObject({ script: 'echo 大家\n' });
		expect(answer).not.toHaveProperty('commandId');
	});

	it('says that a placeholder has no value', async () => {
		const { message } = await refusal(
			stage,
			command('preview', { source: 'script', content: 'echo {{who}}' }),
		);
		expect(message).toMatch(
			/^Preview of a script in ap-guangzhou failed: .+LackOfParameterInfo, RequestId/,
		);
	});

	it('refuses bad input before anything is sent', async () => {
		await expectUnsent(
			stage,
			command('preview', { commandId: byId('nonsense') }),
			/not a command ID/,
		);
		await expectUnsent(
			stage,
			command('preview', { source: 'script', content: ' ' }),
			/script is empty/,
		);
		const row = { name: 'a', value: '1' };
		await expectUnsent(
			stage,
			command('preview', { commandId: byId(PUBLIC), parameters: { parameter: [row, row] } }),
			/"a" is given twice/,
		);
	});
});

describe('the lists in the editor', () => {
	const search = async (method: string, filter?: string) =>
		await stage.engine.listSearch(TYPE, method, {
			parameters: { resource: 'command', operation: 'get', options: {} },
			credentials: { tencentCloudApi: { id: 'good', name: 'good' } },
			filter,
		});

	it('shows name, type and ID, the public commands last', async () => {
		const commandId = await saved({ CommandName: 'newest' });
		const { results } = await search('searchCommands');
		expect(results[0]).toEqual({ name: `newest · SHELL · ${commandId}`, value: commandId });
		expect(results.at(-1)).toEqual({
			name: 'list-services · POWERSHELL · public · cmd-public03',
			value: 'cmd-public03',
		});
	});

	it('shows only what can be changed where it is to be changed', async () => {
		const { results } = await search('searchOwnCommands', 'cmd-');
		expect(results.length).toBeGreaterThan(0);
		expect(results.filter(({ name }) => name.includes('public'))).toEqual([]);
	});
});
