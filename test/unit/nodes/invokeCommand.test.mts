import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { sdk } from '../emulator/sdk.mts';
import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const TYPE = 'n8n-nodes-tencent-tat.tencentTat';
let stage: Stage;
/** A saved command that says whom it greets. */
let greet: string;
let plain: string;

beforeAll(async () => {
	stage = await startStage(
		{
			rateLimit: false,
			keys: [
				{ secretId: 'all', secretKey: 'all-secret' },
				{ secretId: 'none', secretKey: 'none-secret', allow: ['InvokeCommand'] },
			],
			instances: [
				...instanceSpecs('ins-real', 2, 'bash'),
				...instanceSpecs('ins-many', 250, {}),
				...instanceSpecs('ins-long', 1, { runMs: Infinity }),
			],
		},
		(endpoint) => ({
			noRights: { secretId: 'none', secretKey: 'none-secret', region: 'ap-guangzhou', endpoint },
		}),
	);
	const { CommandId } = await sdk(stage.emulator).CreateCommand({
		CommandName: 'greet',
		Content: Buffer.from('echo "hello {{who}}, {{how}}"').toString('base64'),
		EnableParameter: true,
		DefaultParameterConfs: [
			{ ParameterName: 'who', ParameterValue: 'world', ParameterDescription: 'whom to greet' },
			{ ParameterName: 'how', ParameterValue: 'gladly' },
		],
	});
	greet = CommandId ?? '';
	plain = await saved({ CommandName: 'plain', Timeout: 7200 });
}, START_MS);

afterEach(() => {
	stage.emulator.intercept = undefined;
});

afterAll(async () => await stage.stop());

async function saved(command: { CommandName: string; Timeout?: number }): Promise<string> {
	const Content = Buffer.from('true').toString('base64');
	return (await sdk(stage.emulator).CreateCommand({ Content, ...command })).CommandId ?? '';
}

function invoke(parameters: IDataObject): IDataObject {
	return { operation: 'invokeCommand', commandId: byId(greet), ...parameters };
}

async function items(parameters: IDataObject) {
	const { outputs, error } = await stage.tat(invoke(parameters));
	if (error) throw new Error(`${error.message}\n${error.description}`);
	return jsonOf(outputs[0]);
}

const wait = { waitForCompletion: true, instanceIds: 'ins-real0001' };

it('answers at once with the ID of the invocation', async () => {
	expect(await items({ instanceIds: 'ins-real0001' })).toEqual([
		{
			invocationId: expect.stringMatching(/^inv-/),
			commandId: greet,
			instanceIds: ['ins-real0001'],
			region: 'ap-guangzhou',
			requestIds: [expect.any(String)],
		},
	]);
});

it('waits, and answers what each instance printed', async () => {
	expect(await items({ ...wait, instanceIds: 'ins-real0001, ins-real0002' })).toMatchObject([
		{ instanceId: 'ins-real0001', commandId: greet, output: 'hello world, gladly\n', exitCode: 0 },
		{ instanceId: 'ins-real0002', commandId: greet, output: 'hello world, gladly\n', exitCode: 0 },
	]);
});

it('joins more than 200 instances', async () => {
	const instanceIds = Array.from(
		{ length: 250 },
		(_, i) => `ins-many${String(i + 1).padStart(4, '0')}`,
	);
	const answers = await items({ ...wait, commandId: byId(plain), instanceIds: instanceIds.join() });
	expect(answers.map(({ instanceId }) => instanceId)).toEqual(instanceIds);
	expect(new Set(answers.map(({ invocationId }) => invocationId)).size).toBe(2);
});

describe('parameters', () => {
	it('from the fields of the saved command, of which those left empty keep their default', async () => {
		const commandParameters = {
			mappingMode: 'defineBelow',
			value: { who: 'you', how: null },
		};
		expect(await items({ ...wait, commandParameters })).toMatchObject([
			{ output: 'hello you, gladly\n' },
		]);
	});

	it('from names and values', async () => {
		const parameters = { parameter: [{ name: 'how', value: 'not at all' }] };
		expect(await items({ ...wait, specifyParameters: 'asRows', parameters })).toMatchObject([
			{ output: 'hello world, not at all\n' },
		]);
	});

	it('are refused by the API where the command has none', async () => {
		const { error } = await stage.tat(
			invoke({
				commandId: byId(plain),
				instanceIds: 'ins-real0001',
				specifyParameters: 'asRows',
				parameters: { parameter: [{ name: 'a', value: 'b' }] },
			}),
		);
		expect(error?.message).toMatch(/^Run of cmd-\S+ on ins-real0001 in ap-guangzhou failed: /);
	});
});

describe('the fields of the saved command in the editor', () => {
	function fields(commandId: unknown, credential = 'good') {
		return stage.engine.resourceMapping(TYPE, 'getCommandParameters', {
			parameters: {
				resource: 'invocation',
				operation: 'invokeCommand',
				commandId,
				options: {},
			} as IDataObject,
			credentials: { tencentCloudApi: { id: credential, name: credential } },
		});
	}
	const rlc = (value: string) => ({ __rl: true, mode: 'list', value });

	it('are its parameters, with their default values', async () => {
		expect((await fields(rlc(greet))).fields).toMatchObject([
			{ id: 'who', displayName: 'who (whom to greet)', defaultValue: 'world', type: 'string' },
			{ id: 'how', displayName: 'how', defaultValue: 'gladly' },
		]);
	});

	it('are none, with a reason, without a command and for one that has none', async () => {
		expect(await fields(rlc(''))).toEqual({
			fields: [],
			emptyFieldsNotice: 'Choose a command to see its parameters.',
		});
		expect(await fields(rlc(plain))).toEqual({
			fields: [],
			emptyFieldsNotice: 'This command has no parameters.',
		});
	});

	it('say what to do where the key may not read commands', async () => {
		await expect(fields(rlc(greet), 'noRights')).rejects.toThrow('tat:DescribeCommands');
	});
});

it('overrides what the command has saved', async () => {
	const [{ params }] = await stage.requestsDuring(
		async () =>
			await items({
				instanceIds: 'ins-real0001',
				options: {
					outputCosBucketUrl: 'https://logs-1250000000.cos.ap-guangzhou.myqcloud.com',
					outputCosKeyPrefix: 'greetings',
					timeout: 7,
					username: 'root',
					workingDirectory: '/tmp',
				},
			}),
	);
	expect(params).toEqual({
		CommandId: greet,
		InstanceIds: ['ins-real0001'],
		OutputCOSBucketUrl: 'https://logs-1250000000.cos.ap-guangzhou.myqcloud.com',
		OutputCOSKeyPrefix: 'greetings',
		Timeout: 7,
		Username: 'root',
		WorkingDirectory: '/tmp',
	});
});

it('cancels the command on its instances when the execution is stopped', async () => {
	const stop = new AbortController();
	const cancelled = new Promise((resolve) => {
		stage.emulator.intercept = ({ action, params }) => {
			if (action === 'DescribeInvocations') stop.abort();
			if (action === 'CancelInvocation') resolve(params.InvocationId);
			return undefined;
		};
	});
	await stage.tat(invoke({ ...wait, commandId: byId(plain), instanceIds: 'ins-long0001' }), {
		signal: stop.signal,
	});
	expect(await cancelled).toMatch(/^inv-/);
});

it('finds what was started after a lost answer, when asked to', async () => {
	stage.emulator.intercept = ({ action }) =>
		action === 'InvokeCommand' ? { drop: true, afterProcessing: true } : undefined;
	const requests = await stage.requestsDuring(async () => {
		expect(await items({ ...wait, options: { lookAfterLostAnswer: true } })).toMatchObject([
			{ commandId: greet, status: 'SUCCESS' },
		]);
	});
	expect(requests.filter(({ action }) => action === 'InvokeCommand')).toHaveLength(1);
});

describe('errors', () => {
	it('says that there is no such command', async () => {
		const { error } = await stage.tat(
			invoke({ commandId: byId('cmd-00000000'), instanceIds: 'ins-real0001' }),
		);
		expect(error?.message).toMatch(
			/^Run of cmd-00000000 on ins-real0001 in ap-guangzhou failed: .+ \(ResourceNotFound\.CommandNotFound, RequestId [0-9a-f-]{36}\)$/,
		);
	});

	it.each<[string, IDataObject, string]>([
		['no command', { commandId: byId('') }, 'No command ID is given'],
		['an invocation', { commandId: byId('inv-ib2lld37') }, 'is the ID of an invocation'],
		['no instance', { instanceIds: ' ' }, 'No instance ID is given'],
		['a time-out of nothing', { options: { timeout: '' } }, 'Timeout is ""'],
	])('%s is refused, and nothing sent', async (_, parameters, says) => {
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(invoke({ instanceIds: 'ins-real0001', ...parameters }));
			expect(error?.message).toContain(says);
		});
		expect(requests).toEqual([]);
	});
});
