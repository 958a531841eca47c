import type { IDataObject, INode } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { namingDone } from '../../../nodes/TencentTat/carriedOut.ts';
import { nodeError } from '../../../nodes/TencentTat/failure.ts';
import { InputError } from '../../../nodes/TencentTat/transport/TatError.ts';
import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage, StepOptions } from './stage.mts';

const UNKNOWN = { commandId: 'cmd-00000000', invokerId: 'ivk-00000000' };
let stage: Stage;
let command: string;

beforeAll(async () => {
	stage = await startStage({
		rateLimit: false,
		instances: [
			...instanceSpecs('ins-many', 250, {}),
			...instanceSpecs('ins-fail', 1, { exitCode: 3 }),
			...instanceSpecs('ins-long', 2, { runMs: 3_600_000 }),
			{ instanceId: 'ins-offline1', agent: {}, online: false },
		],
	});
	command = await saved('first');
}, START_MS);

afterAll(async () => await stage.stop());

afterEach(() => {
	stage.emulator.intercept = undefined;
});

const run = (more: IDataObject = {}): IDataObject => ({
	operation: 'runCommand',
	content: 'true',
	instanceIds: '={{ $json.id }}',
	...more,
});
const items = (...ids: unknown[]) => ids.map((id) => ({ id }) as IDataObject);

async function saved(commandName: string): Promise<string> {
	const create = { resource: 'command', operation: 'create', commandName, content: 'true' };
	return String((await stage.item(create)).commandId);
}

async function failureOf(parameters: IDataObject, options: StepOptions) {
	const { error } = await stage.tat(parameters, options);
	if (!error) throw new Error('It succeeded');
	return error as typeof error & { context: IDataObject };
}

/** Of those requests that do something. */
async function changesDuring(act: () => Promise<unknown>): Promise<string[]> {
	const requests = await stage.requestsDuring(act);
	return requests
		.map(({ action }) => String(action))
		.filter((action) => !action.startsWith('Describe'));
}

describe('with a mistake in one item, no item is begun', () => {
	const good = 'ins-many0001';
	it.each<[string, IDataObject, IDataObject[], string]>([
		['Run Command: a typo', run(), items(good, good, 'in-1'), 'Not an instance ID'],
		[
			'Run Command: a script that is too long',
			run({ content: '={{ "x".repeat($json.size) }}' }),
			[
				{ id: good, size: 1 },
				{ id: good, size: 49_153 },
			],
			'Script has 49153 bytes',
		],
		[
			'Run Command: a region that is none',
			run({ options: { region: byId('={{ $json.region }}') } }),
			[
				{ id: good, region: 'ap-guangzhou' },
				{ id: good, region: 'Guangzhou' },
			],
			'"Guangzhou" is not a region',
		],
		[
			'Invoke Saved Command',
			{ operation: 'invokeCommand', commandId: byId('={{ $json.id }}'), instanceIds: good },
			items('cmd-4wbcbcsa', 'inv-ib2lld37'),
			'is the ID of an invocation',
		],
		[
			'Cancel Many',
			{ operation: 'cancelMany', preview: '={{ $json.id }}' },
			items(false, undefined),
			'Preview is undefined',
		],
		[
			'Create of a command',
			{ resource: 'command', operation: 'create', commandName: '={{ $json.id }}', content: 'true' },
			items('second', 'two words'),
			'Command Name is "two words"',
		],
		[
			'Delete of a command',
			{ resource: 'command', operation: 'delete', commandId: byId('={{ $json.id }}') },
			items('cmd-4wbcbcsa', 'cmd'),
			'"cmd" is not a command ID',
		],
		[
			'Delete Many',
			{ resource: 'command', operation: 'deleteMany', commandIds: '={{ $json.id }}' },
			items('cmd-4wbcbcsa', ''),
			'No command ID is given',
		],
		[
			'Disable of an invoker',
			{ resource: 'invoker', operation: 'disable', invokerId: byId('={{ $json.id }}') },
			items('ivk-9wl0ku2i', 'ivk'),
			'"ivk" is not an invoker ID',
		],
		[
			'Create of a registration code',
			{
				resource: 'registrationCode',
				operation: 'create',
				options: { registerLimit: '={{ $json.id }}' },
			},
			items(1, null),
			'Register Limit is null',
		],
		[
			'Get Many of regions',
			{ resource: 'region', operation: 'getAll', limit: '={{ $json.id }}' },
			items(1, 0),
			'Limit is 0',
		],
	])('%s', async (_what, parameters, input, message) => {
		const requests = await stage.requestsDuring(async () => {
			const error = await failureOf(parameters, { input });
			expect(error.message).toContain(message);
			expect(error.context.itemIndex).toBe(input.length - 1);
			expect(error.message).not.toContain('Already carried out');
		});
		expect(requests).toEqual([]);
	});

	it('but the others are where errors go on as items', async () => {
		const { outputs } = await stage.tat(run(), {
			input: items(good, 'in-1', good),
			onError: 'continueRegularOutput',
		});
		expect(jsonOf(outputs[0])).toEqual([
			expect.objectContaining({ invocationId: expect.stringMatching(/^inv-/) }),
			{ error: expect.stringContaining('in-1'), details: expect.anything() },
			expect.objectContaining({ invocationId: expect.stringMatching(/^inv-/) }),
		]);
	});
});

describe('an item that fails after others were carried out names them', () => {
	it('Run Command, and begins none after it', async () => {
		const input = items(...Array(5).fill('ins-many0001'), 'ins-offline1', 'ins-many0002');
		const changes = await changesDuring(async () => {
			const error = await failureOf(run(), { input });
			expect(error.message).toMatch(
				/AgentStatusNotOnline.+\. Already carried out: items 0 to 4 \(inv-\w+, inv-\w+, inv-\w+ and 2 more\)$/,
			);
			expect(error.description).toMatch(/leave that out when you run it again/);
			expect(error.context.itemIndex).toBe(5);
		});
		expect(changes).toHaveLength(6);
	});

	it('Run Command that waits, when a task fails', async () => {
		const error = await failureOf(
			run({ waitForCompletion: true, options: { failOnFailedTask: true } }),
			{ input: items('ins-many0001', 'ins-fail0001') },
		);
		expect(error.message).toMatch(
			/^(inv-\w+) on ins-fail0001 .+\. Already carried out: item 0 \((?!\1)inv-\w+\)$/s,
		);
	});

	it('Run Command of more instances than one request takes, with its own invocations named once', async () => {
		const many = Array.from({ length: 200 }, (_, i) => `ins-many${String(i + 1).padStart(4, '0')}`);
		const error = await failureOf(run(), {
			input: items('ins-many0001', [...many, 'ins-offline1'].join()),
		});
		expect(error.message).toMatch(
			/On 200 other instances it was started as inv-\w+\. Already carried out: item 0 \(inv-\w+\)$/,
		);
	});

	it.each<[string, IDataObject, () => Promise<string>]>([
		[
			'Delete of a command',
			{ resource: 'command', operation: 'delete', commandId: byId('={{ $json.id }}') },
			async () => await saved('to-be-deleted'),
		],
		[
			'Update of a command',
			{
				resource: 'command',
				operation: 'update',
				commandId: byId('={{ $json.id }}'),
				updateFields: { timeout: 7 },
			},
			async () => command,
		],
	])('%s', async (_what, parameters, first) => {
		const id = await first();
		const error = await failureOf(parameters, { input: items(id, UNKNOWN.commandId) });
		expect(error.message).toMatch(new RegExp(`\\. Already carried out: item 0 \\(${id}\\)$`));
		expect(error.message).toContain('ResourceNotFound.CommandNotFound');
	});

	it('Delete Many, of the same item and of those before', async () => {
		const [first, second] = [await saved('one'), await saved('two')];
		const error = await failureOf(
			{ resource: 'command', operation: 'deleteMany', commandIds: '={{ $json.id }}' },
			{ input: items(first, `${second} ${UNKNOWN.commandId}`) },
		);
		expect(error.message).toContain(
			`. Already carried out: item 0 (${first}), and of item 1: ${second}`,
		);
	});

	it('Cancel, which takes its items together', async () => {
		const started = await stage.item(run({ options: { timeout: 3600 } }), {
			input: items('ins-long0001'),
		});
		const input = items('inv-00000000', started.invocationId);
		const cancel = {
			operation: 'cancel',
			invocationId: byId('={{ $json.id }}'),
			waitForCompletion: false,
		};
		const error = await failureOf(cancel, { input });
		expect(error.message).toMatch(/^Cancel of inv-00000000/);
		expect(error.message).toContain(`Already carried out: item 1 (${started.invocationId})`);
		expect(error.context.itemIndex).toBe(0);
	});

	it('but not where nothing was changed: a preview, a look', async () => {
		for (const id of ['ins-long0001', 'ins-long0002']) {
			await stage.item(run({ options: { timeout: 3600 } }), { input: items(id) });
		}
		const preview = await failureOf(
			{ operation: 'cancelMany', preview: true, limit: '={{ $json.id }}' },
			{ input: items(50, 1) },
		);
		expect(preview.message).toMatch(/^More than 1 invocations match[^.]+$/);
		const look = await failureOf(
			{ resource: 'command', operation: 'get', commandId: byId('={{ $json.id }}') },
			{ input: items(command, UNKNOWN.commandId) },
		);
		expect(look.message).not.toContain('Already carried out');
	});
});

describe('what an error names', () => {
	const NODE: INode = {
		id: 'tat',
		name: 'TAT',
		type: 'n8n-nodes-tencent-tat.tencentTat',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const ok = (item: number) => ({ item, value: { id: `inv-${item}` } });
	const failed = (item: number) => ({ item, error: new InputError('It failed', 'Look.') });
	const named = (...answers: Parameters<typeof namingDone>[0]) =>
		namingDone(answers, ({ id }) => id).flatMap((answer) =>
			'error' in answer
				? [nodeError(NODE, answer.error as Error, answer.item, answer.carriedOut).message]
				: [],
		);

	it.each([
		[[failed(0)], 'It failed'],
		[[ok(0), failed(1)], 'It failed. Already carried out: item 0 (inv-0)'],
		[[ok(0), failed(1), ok(2)], 'It failed. Already carried out: items 0, 2 (inv-0, inv-2)'],
		[
			[0, 1, 2, 4, 5, 7].map(ok).concat(failed(8) as never),
			'It failed. Already carried out: items 0 to 2, 4 to 5, 7 (inv-0, inv-1, inv-2 and 3 more)',
		],
	])('%#', (answers, message) => {
		expect(named(...answers)).toEqual([message]);
	});

	it('is the first alone, as no other is shown', () => {
		expect(named(ok(0), failed(1), failed(2))).toEqual([
			'It failed. Already carried out: item 0 (inv-0)',
			'It failed',
		]);
	});
});
