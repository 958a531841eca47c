import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

let stage: Stage;
const ids: string[] = [];

beforeAll(async () => {
	stage = await startStage({
		rateLimit: false,
		instances: [
			...instanceSpecs('ins-quick', 1, { output: 'ready\n' }),
			...instanceSpecs('ins-long', 1, { runMs: 600_000, output: 'working\n' }),
			...instanceSpecs('lhins-quick', 1, {}),
		],
	});
	const wanted = ['ins-long0001', 'lhins-quick0001', ...Array(103).fill('ins-quick0001')];
	const { outputs } = await stage.tat(
		{
			operation: 'runCommand',
			content: 'true',
			instanceIds: '={{ $json.id }}',
			options: { commandName: '={{ "job-" + $itemIndex }}', timeout: 3600 },
		},
		{ input: wanted.map((id) => ({ id })) },
	);
	ids.push(...jsonOf(outputs[0]).map(({ invocationId }) => invocationId as string));
}, START_MS);

afterAll(async () => await stage.stop());

describe('Get', () => {
	it('answers the state and what was printed', async () => {
		expect(await stage.item({ operation: 'get', invocationId: byId(ids[0]) })).toEqual({
			invocationId: ids[0],
			invocationStatus: 'RUNNING',
			commandId: expect.stringMatching(/^cmd-/),
			commandName: 'job-0',
			createdTime: expect.stringMatching(/^\d{4}-/),
			startTime: expect.stringMatching(/^\d{4}-/),
			endTime: null,
			region: 'ap-guangzhou',
			instances: [
				{
					instanceId: 'ins-long0001',
					invocationTaskId: expect.stringMatching(/^invt-/),
					status: 'RUNNING',
				},
			],
			tasks: [
				expect.objectContaining({
					instanceId: 'ins-long0001',
					status: 'RUNNING',
					exitCode: null,
					output: 'working\n',
					endTime: null,
				}),
			],
		});
	});

	it('leaves the output out when asked to, with one request less', async () => {
		const requests = await stage.requestsDuring(async () => {
			const answer = await stage.item({
				operation: 'get',
				invocationId: byId(ids[2]),
				options: { includeOutput: false },
			});
			expect(answer).not.toHaveProperty('tasks');
		});
		expect(requests.map(({ action }) => action)).toEqual(['DescribeInvocations']);
	});

	it("answers the vendor's fields when not simplified", async () => {
		const answer = await stage.item({
			operation: 'get',
			invocationId: byId(ids[2]),
			simplify: false,
		});
		expect(answer).toMatchObject({ InvocationId: ids[2], InvocationStatus: 'SUCCESS' });
	});

	it('says that there is no such invocation', async () => {
		const { error } = await stage.tat({ operation: 'get', invocationId: byId('inv-0000000000') });
		expect(error?.message).toMatch(
			/^Look-up of inv-0000000000 in ap-guangzhou failed: there is no such invocation \(ResourceNotFound\.InvocationNotFound, RequestId [0-9a-f-]{36}\)$/,
		);
	});
});

describe('Get Many', () => {
	async function found(parameters: IDataObject) {
		const { outputs, error } = await stage.tat({ operation: 'getAll', ...parameters });
		if (error) throw error;
		return outputs[0];
	}

	it('answers the newest 50, one item each, linked', async () => {
		const items = await found({});
		expect(jsonOf(items).map(({ invocationId }) => invocationId)).toEqual(
			ids.toReversed().slice(0, 50),
		);
		expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	});

	it('keeps to the limit', async () => {
		expect(await found({ limit: 3 })).toHaveLength(3);
	});

	it('answers all, over several pages', async () => {
		const items = await found({ returnAll: true });
		expect(jsonOf(items).map(({ invocationId }) => invocationId)).toEqual(ids.toReversed());
	});

	it('finds the unfinished ones, however far back', async () => {
		const items = await found({ filters: { status: ['PENDING', 'RUNNING', 'CANCELLING'] } });
		expect(jsonOf(items)).toEqual([
			expect.objectContaining({ invocationId: ids[0], invocationStatus: 'RUNNING' }),
		]);
	});

	it('filters by kind of instance and by command', async () => {
		const [lighthouse] = jsonOf(await found({ filters: { instanceKind: 'LIGHTHOUSE' } }));
		expect(lighthouse.invocationId).toBe(ids[1]);
		expect(jsonOf(await found({ filters: { commandId: lighthouse.commandId } }))).toEqual([
			lighthouse,
		]);
	});

	it('answers no item when nothing matches', async () => {
		expect(await found({ filters: { commandId: 'cmd-00000000' } })).toEqual([]);
	});

	it('answers an invocation once when new ones push the pages on', async () => {
		const started: Array<Promise<unknown>> = [];
		stage.emulator.intercept = ({ action }) => {
			// what the second page is asked for has moved on by one
			if (action === 'DescribeInvocations' && started.length === 0) {
				started.push(
					stage.item({
						operation: 'runCommand',
						content: 'true',
						instanceIds: 'ins-quick0001',
					}),
				);
				return { delayMs: 300, afterProcessing: true };
			}
			return undefined;
		};
		const answered = jsonOf(await found({ returnAll: true })).map((item) => item.invocationId);
		stage.emulator.intercept = undefined;
		await Promise.all(started);
		expect(new Set(answered).size).toBe(answered.length);
		expect(answered).toEqual(expect.arrayContaining(ids));
	});
});
