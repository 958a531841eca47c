import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const HOUR_MS = 3_600_000;
let stage: Stage;
let running: string;

beforeAll(async () => {
	stage = await startStage({
		rateLimit: false,
		instances: instanceSpecs('ins-long', 3, { runMs: HOUR_MS }),
	});
	const { invocationId } = await stage.item({
		operation: 'runCommand',
		content: 'true',
		instanceIds: 'ins-long0001 ins-long0002',
		options: { timeout: 3600 },
	});
	running = String(invocationId);
}, START_MS);

afterAll(async () => await stage.stop());

/** What an expression gives when something went wrong with it. */
const NOTHING = [
	'={{ $json.missing }}',
	'={{ undefined }}',
	'={{ null }}',
	'={{ "" }}',
	'={{ " , " }}',
	'={{ [] }}',
	'={{ [""] }}',
	'={{ [null] }}',
	'={{ {} }}',
	'=',
];

/** Expects each to be refused with this name or its singular, and nothing to be sent for any. */
async function expectRefused(forms: IDataObject[], name: string): Promise<void> {
	const requests = await stage.requestsDuring(async () => {
		for (const form of forms) {
			const { error } = await stage.tat(form);
			expect({ form, message: error?.message }).toEqual({
				form,
				message: expect.stringMatching(new RegExp(name.replace(/s$/, ''), 'i')),
			});
		}
	});
	expect(requests).toEqual([]);
}

describe('a filter that says nothing', () => {
	const LISTS: Array<[string, string, string]> = [
		['commandId', 'Command ID', 'cancelMany'],
		['instanceIds', 'Instance IDs', 'cancelMany'],
		['instanceKind', 'Instance Kind', 'cancelMany'],
		['source', 'Source', 'cancelMany'],
		['startedAfter', 'Started After', 'cancelMany'],
		['startedBefore', 'Started Before', 'cancelMany'],
		['status', 'Status', 'cancelMany'],
		['status', 'Status', 'getAll'],
		['commandId', 'Command ID', 'getTasks'],
		['instanceIds', 'Instance IDs', 'getTasks'],
		['taskIds', 'Task IDs', 'getTasks'],
	];

	it.each(LISTS)('%s: %s is refused by %s', async (filter, name, operation) => {
		const filters = [...NOTHING, ''].map((value) => ({ [filter]: value }));
		await expectRefused(
			filters.map((each) => ({ operation, preview: false, filters: each })),
			name,
		);
	});
});

it('takes a text where a list may stand for a list of one', async () => {
	const listed = async (status: string) => {
		const { outputs } = await stage.tat({ operation: 'getAll', filters: { status } });
		return jsonOf(outputs[0]).map(({ invocationId }) => invocationId);
	};
	expect(await listed('RUNNING')).toEqual([running]);
	expect(await listed('={{ "running" }}')).toEqual([running]);
	expect(await listed('={{ "PENDING" }}')).toEqual([]);
	const requests = await stage.requestsDuring(async () => {
		await stage.tat({
			operation: 'cancelMany',
			preview: '={{ false }}',
			filters: { status: '={{ "PENDING" }}' },
		});
	});
	expect(requests.map(({ action }) => action)).toEqual(['DescribeInvocations']);
});

describe('Preview', () => {
	it.each([...NOTHING, '={{ 0 }}', '={{ "no" }}'])('given %s cancels nothing', async (preview) => {
		await expectRefused([{ operation: 'cancelMany', preview }], 'Preview');
	});

	it('given the text "true" is on', async () => {
		const { outputs } = await stage.tat({ operation: 'cancelMany', preview: '={{ "true" }}' });
		expect(jsonOf(outputs[0])).toMatchObject([{ invocationId: running, preview: true }]);
	});
});

describe('all', () => {
	const cancel = (instanceIds: unknown) =>
		({
			operation: 'cancel',
			invocationId: byId(running),
			instanceIds,
			waitForCompletion: false,
		}) as IDataObject;
	const typed = (value: string) => ({ __rl: true, mode: 'id', value });

	it('is not what an expression leaves out: Cancel', async () => {
		const given = [...NOTHING, ' ', ' , ', ...NOTHING.map(typed), typed(' , ')];
		await expectRefused(given.map(cancel), 'Instance IDs');
		const { error } = await stage.tat(cancel('={{ [] }}'));
		expect(error?.description).toMatch(/leave the field empty in the form.+not as an expression/);
	});

	it('is not what an expression leaves out: Get Status', async () => {
		const given = [...NOTHING, ' , ', ...NOTHING.map(typed)];
		await expectRefused(
			given.map((instanceIds) => ({
				resource: 'agent',
				operation: 'getStatus',
				instanceIds: instanceIds as string,
			})),
			'Instance IDs',
		);
	});

	it('is not what an expression leaves out: Get Tasks', async () => {
		const given = [...NOTHING, ' , ', ...NOTHING.map(typed)];
		await expectRefused(
			given.map((invocationId) => ({
				operation: 'getTasks',
				invocationId: invocationId as string,
			})),
			'Invocation ID',
		);
	});

	it('is what a model says, and not what it leaves out', async () => {
		const parameters = cancel(
			typed("={{ $fromAI('instanceIds', 'Where to stop it', 'string', '') }}"),
		);
		const { outputs, error } = await stage.tat(parameters, {
			onError: 'continueRegularOutput',
			input: [{ query: { instanceIds: '' } }],
		});
		expect(error).toBeUndefined();
		expect(jsonOf(outputs[0])[0].error).toMatch(/^Instance IDs is /);
	});

	it.each<[string, unknown]>([
		['a field left empty', ''],
		['a list left empty', typed('')],
		['a field that was never touched', undefined],
		['an expression that gives the word', '={{ "all" }}'],
	])('is said by %s', async (_what, instanceIds) => {
		const [{ params }] = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(cancel(instanceIds));
			expect(error).toBeUndefined();
		});
		expect(params).toEqual({ InvocationId: running });
	});
});

describe('an option that gives nothing', () => {
	const run = (options: IDataObject) => ({
		operation: 'runCommand',
		content: 'true',
		instanceIds: 'ins-long0003',
		options,
	});

	it.each([
		['username', 'Username'],
		['workingDirectory', 'Working Directory'],
		['timeout', 'Timeout'],
		['region', 'Region'],
		['lookAfterLostAnswer', 'Look After Lost Answer'],
	])('is refused by name: %s', async (option, name) => {
		await expectRefused(
			NOTHING.filter((value) => value !== '={{ " , " }}').map((value) => run({ [option]: value })),
			name,
		);
	});

	it('is not set where it is left empty in the form: no one else than root was asked for', async () => {
		const [{ params }] = await stage.requestsDuring(
			async () => await stage.item(run({ username: '', timeout: 3600 })),
		);
		expect(params).not.toHaveProperty('Username');
	});

	it('refuses a parameter that gives nothing, which would run with the default of the command', async () => {
		const invoke = (value: unknown) =>
			({
				operation: 'invokeCommand',
				commandId: byId('cmd-4wbcbcsa'),
				instanceIds: 'ins-long0003',
				commandParameters: { mappingMode: 'defineBelow', value: { directory: value } },
			}) as IDataObject;
		await expectRefused(
			['={{ $json.missing }}', '={{ null }}', '={{ "" }}'].map(invoke),
			'"directory"',
		);
		const rows = { parameter: [{ name: 'directory', value: '={{ $json.missing }}' }] };
		await expectRefused(
			[{ ...invoke(null), specifyParameters: 'asRows', parameters: rows }],
			'"directory"',
		);
	});
});
