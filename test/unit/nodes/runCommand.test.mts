import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import type { Interception } from '../../../emulator/server.mts';
import { sdk } from '../emulator/sdk.mts';
import { jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await startStage({
		rateLimit: false,
		instances: [
			...instanceSpecs('ins-real', 2, 'bash'),
			...instanceSpecs('ins-fail', 1, { exitCode: 3, output: 'no space left\n' }),
			...instanceSpecs('ins-undone', 1, { outcome: 'DELIVER_FAILED' }),
			...instanceSpecs('ins-chatty', 1, { output: `${'é'.repeat(12_287)}aéé` }),
			...instanceSpecs('ins-many', 450, { output: 'done\n' }),
			...instanceSpecs('ins-long', 3, { runMs: 600_000 }),
			{ instanceId: 'ins-offline1', agent: {}, online: false },
		],
	});
}, START_MS);

afterEach(() => {
	stage.emulator.intercept = undefined;
});

afterAll(async () => await stage.stop());

const base = { operation: 'runCommand', content: 'true' };
const run = { ...base, waitForCompletion: true };
const many = Array.from({ length: 450 }, (_, i) => `ins-many${String(i + 1).padStart(4, '0')}`);

async function items(parameters: IDataObject, options?: Parameters<Stage['tat']>[1]) {
	const { outputs, error } = await stage.tat(parameters, options);
	if (error) throw new Error(`${error.message}\n${error.description}`);
	return jsonOf(outputs[0]);
}

describe('without waiting', () => {
	it('answers at once with the ID of the invocation', async () => {
		const requests = await stage.requestsDuring(async () => {
			expect(await items({ ...base, instanceIds: 'ins-real0001' })).toEqual([
				{
					invocationId: expect.stringMatching(/^inv-/),
					commandId: expect.stringMatching(/^cmd-/),
					instanceIds: ['ins-real0001'],
					region: 'ap-guangzhou',
					requestIds: [expect.any(String)],
				},
			]);
		});
		expect(requests.map(({ action }) => action)).toEqual(['RunCommand']);
	});

	it('splits more than 200 instances over several invocations, one item each', async () => {
		const requests = await stage.requestsDuring(async () => {
			const answers = await items({ ...base, instanceIds: many.join(' ') });
			expect(answers.flatMap(({ instanceIds }) => instanceIds)).toEqual(many);
		});
		expect(requests.map(({ params }) => (params.InstanceIds as string[]).length)).toEqual([
			200, 200, 50,
		]);
	});

	it('takes what the list in the editor gives', async () => {
		const chosen = { __rl: true, mode: 'list', value: 'ins-real0001' };
		expect(await items({ ...base, instanceIds: chosen })).toHaveLength(1);
	});
});

describe('waiting', () => {
	it('answers each instance with what it printed', async () => {
		const answers = await items({
			...run,
			content: 'echo "größe 大小"; pwd; exit 7',
			instanceIds: 'ins-real0001\nins-real0002',
			options: { workingDirectory: '/usr' },
		});
		expect(answers).toEqual(
			['ins-real0001', 'ins-real0002'].map((instanceId) => ({
				invocationId: answers[0].invocationId,
				invocationTaskId: expect.stringMatching(/^invt-/),
				commandId: expect.stringMatching(/^cmd-/),
				instanceId,
				region: 'ap-guangzhou',
				status: 'FAILED',
				finished: true,
				exitCode: 7,
				output: 'größe 大小\n/usr\n',
				outputTruncated: false,
				errorInfo: '',
				startTime: expect.stringMatching(/^\d{4}-/),
				endTime: expect.stringMatching(/^\d{4}-/),
			})),
		);
	});

	it('joins what was split, in the order given, each linked to its item', async () => {
		const { outputs } = await stage.tat({ ...run, instanceIds: many.toReversed().join(',') });
		expect(jsonOf(outputs[0]).map(({ instanceId }) => instanceId)).toEqual(many.toReversed());
		expect(new Set(jsonOf(outputs[0]).map(({ invocationId }) => invocationId)).size).toBe(3);
		expect(new Set(outputs[0].map(({ pairedItem }) => JSON.stringify(pairedItem)))).toEqual(
			new Set(['{"item":0}']),
		);
	});

	it('says why a task could not be started', async () => {
		const [answer] = await items({
			...run,
			instanceIds: 'ins-real0001',
			options: { workingDirectory: '/nowhere/at/all' },
		});
		expect(answer).toMatchObject({
			status: 'START_FAILED',
			errorInfo: expect.stringContaining('/nowhere/at/all'),
		});
	});

	it('drops a character that the cut at 24 KiB split, and says that there was more', async () => {
		expect(await items({ ...run, instanceIds: 'ins-chatty0001' })).toEqual([
			expect.objectContaining({ output: `${'é'.repeat(12_287)}a`, outputTruncated: true }),
		]);
	});

	it('says that the command was started when its end could not be read', async () => {
		stage.emulator.intercept = ({ action }) =>
			action === 'DescribeInvocations' ? { status: 404 } : undefined;
		const { error } = await stage.tat({ ...run, instanceIds: 'ins-real0001' });
		expect(error?.message).toMatch(
			/^The command was started as inv-[0-9a-z]{10} \(RequestId [0-9a-f-]{36}\), but what became of it could not be read\. .+HttpError\.404/,
		);
		expect(error?.description).toContain('Do not repeat');
	});
});

describe('a failed task', () => {
	const instanceIds = 'ins-fail0001 ins-many0001';

	it('is a result', async () => {
		expect(await items({ ...run, instanceIds })).toMatchObject([
			{ instanceId: 'ins-fail0001', status: 'FAILED', exitCode: 3, output: 'no space left\n' },
			{ instanceId: 'ins-many0001', status: 'SUCCESS', exitCode: 0 },
		]);
	});

	it('fails the step when that is wanted', async () => {
		const { error } = await stage.tat({
			...run,
			instanceIds,
			options: { failOnFailedTask: true },
		});
		expect(error?.message).toMatch(
			/^inv-[0-9a-z]{10} on ins-fail0001 in ap-guangzhou ended with FAILED, exit code 3: no space left \(Outcome\.FAILED\)$/,
		);
	});

	it('says on how many it failed, as the first error is all that is shown', async () => {
		const { error } = await stage.tat({
			...run,
			instanceIds: 'ins-fail0001 ins-many0001 ins-undone0001',
			options: { failOnFailedTask: true },
		});
		expect(error?.message).toMatch(/\. It did not succeed on 2 of 3 instances$/);
	});

	it('says that it did not run where it could not be delivered', async () => {
		const { error } = await stage.tat({
			...run,
			instanceIds: 'ins-undone0001',
			options: { failOnFailedTask: true },
		});
		expect(error?.message).toMatch(/ended with DELIVER_FAILED[: ](?!.*exit code)/);
		expect(error?.description).toContain('It did not run there');
	});

	it('is an error item beside the results of the others with On Error = Continue', async () => {
		const { outputs } = await stage.tat(
			{ ...run, instanceIds, options: { failOnFailedTask: true } },
			{ onError: 'continueRegularOutput' },
		);
		expect(jsonOf(outputs[0])).toMatchObject([
			{ details: { code: 'Outcome.FAILED', region: 'ap-guangzhou' } },
			{ instanceId: 'ins-many0001', status: 'SUCCESS' },
		]);
	});
});

describe('stopping the execution', () => {
	const LATE = { delayMs: 100, afterProcessing: true };
	const LOST = { drop: true, afterProcessing: true };

	async function stopped(options: IDataObject) {
		const stop = new AbortController();
		let cancels = 0;
		const cancelled = new Promise<void>((resolve) => {
			stage.emulator.intercept = ({ action }) => {
				if (action === 'DescribeInvocations') stop.abort();
				if (action === 'CancelInvocation') {
					cancels++;
					resolve();
				}
				return undefined;
			};
		});
		const ids = 'ins-long0001,ins-long0002';
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(
				{ ...run, instanceIds: ids, options: { timeout: 3600, ...options } },
				{ signal: stop.signal },
			);
			expect(error?.message).toBe('The execution was stopped');
			if (options.cancelWhenStopped !== false) await cancelled;
		});
		const [started] = requests.filter(({ action }) => action === 'RunCommand');
		expect(started).toBeDefined();
		return cancels;
	}

	it('cancels the command on its instances', async () => {
		expect(await stopped({})).toBe(1);
		await stateOf('ins-long0001', 'TERMINATED');
	});

	it('leaves it running when that is wanted', async () => {
		expect(await stopped({ cancelWhenStopped: false })).toBe(0);
		await stateOf('ins-long0001', 'RUNNING');
	});

	it('while the start is under way still learns what was started, and cancels it', async () => {
		await stoppedWhileStarting(LATE, { instanceIds: 'ins-long0003', options: { timeout: 3600 } });
		await stateOf('ins-long0003', 'TERMINATED');
	});

	it('between the invocations of one item cancels those that were started', async () => {
		const instanceIds = ['ins-long0003', ...many].join(' ');
		await stoppedWhileStarting(LATE, { instanceIds, options: { timeout: 3600 } });
		await stateOf('ins-long0003', 'TERMINATED');
	});

	it('while the answer to the start is lost still looks for what was started, and cancels it', async () => {
		await stoppedWhileStarting(LOST, {
			content: 'echo lost and stopped',
			instanceIds: 'ins-long0002',
			options: { timeout: 3600, lookAfterLostAnswer: true },
		});
		await stateOf('ins-long0002', 'TERMINATED');
	});

	/** Stops the execution when the start has come to TAT, which answers it in this way, until a cancel is sent. */
	async function stoppedWhileStarting(answer: Interception, parameters: IDataObject) {
		const stop = new AbortController();
		const cancelled = new Promise<void>((resolve) => {
			stage.emulator.intercept = ({ action }) => {
				if (action === 'RunCommand') {
					stop.abort();
					return answer;
				}
				if (action === 'CancelInvocation') resolve();
				return undefined;
			};
		});
		await stage.tat({ ...run, ...parameters }, { signal: stop.signal });
		await cancelled;
	}

	/** The newest task on an instance comes to this state. */
	async function stateOf(instanceId: string, status: string): Promise<void> {
		for (;;) {
			const [task] = await items({
				operation: 'getTasks',
				limit: 1,
				filters: { instanceIds: instanceId },
			});
			if (task.status === status) return;
		}
	}
});

describe('a refused part', () => {
	it('sends nothing more when it is the first', async () => {
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat({ ...base, instanceIds: ['ins-offline1', ...many].join() });
			expect(error?.message).toContain('ResourceUnavailable.AgentStatusNotOnline');
		});
		expect(requests).toHaveLength(1);
	});

	it('says what was started elsewhere when it is a later one', async () => {
		const instanceIds = [...many, 'ins-offline1'].join();
		const { error } = await stage.tat({ ...run, instanceIds });
		expect(error?.message).toMatch(
			/AgentStatusNotOnline.+\. On 400 other instances it was started as inv-\S+, inv-\S+$/,
		);
		const { outputs } = await stage.tat(
			{ ...run, instanceIds },
			{ onError: 'continueRegularOutput' },
		);
		expect(jsonOf(outputs[0])).toHaveLength(401);
		expect(outputs[0].at(-1)?.json).toMatchObject({
			details: { code: 'ResourceUnavailable.AgentStatusNotOnline' },
		});
	});
});

describe('an answer that cannot be understood', () => {
	/** Has what comes of a look be this, as often as said. */
	function answerLooks(response: object, times: number) {
		const body = JSON.stringify({ Response: { RequestId: 'look', ...response } });
		stage.emulator.intercept = ({ action }) =>
			action === 'DescribeInvocations' && times-- > 0 ? { body } : undefined;
	}

	it('is asked for again', async () => {
		answerLooks({ TotalCount: 1, InvocationSet: null }, 2);
		expect(await items({ ...run, instanceIds: 'ins-many0001' })).toMatchObject([
			{ status: 'SUCCESS', output: 'done\n' },
		]);
	});

	it('leaves no doubt that the command was started, and as what', async () => {
		answerLooks({ TotalCount: 1, InvocationSet: [{ InvocationTaskBasicInfoSet: 5 }] }, Infinity);
		const { error } = await stage.tat({ ...run, instanceIds: 'ins-many0001' });
		expect(error?.message).toMatch(
			/^The command was started as inv-\S+ \(RequestId \S+\), but what became of it could not be read: /,
		);
	});
});

describe('after a lost answer', () => {
	const look = { lookAfterLostAnswer: true, commandName: 'once' };

	function loseAnswer(afterProcessing: boolean) {
		stage.emulator.intercept = ({ action }) =>
			action === 'RunCommand' ? { drop: true, afterProcessing } : undefined;
	}

	it('does not run it again, and says how to look', async () => {
		loseAnswer(true);
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat({ ...base, instanceIds: 'ins-real0001' });
			expect(error?.message).toContain('Whether it went through is not known');
			expect(error?.description).toContain('Look After Lost Answer');
		});
		expect(requests.map(({ action }) => action)).toEqual(['RunCommand']);
	});

	it('takes an answer without the ID of the invocation for lost', async () => {
		const body = '{"Response":{"RequestId":"b27421da-0ad4-4e11-b694-cda143606701"}}';
		stage.emulator.intercept = ({ action }) =>
			action === 'RunCommand' ? { body, afterProcessing: true } : undefined;
		const parameters = { ...base, content: 'echo incomplete', instanceIds: 'ins-fail0001' };
		const { error } = await stage.tat(parameters);
		expect(error?.message).toMatch(
			/the answer lacks what was asked for\. Whether it went through is not known.+InvalidAnswer\.Incomplete, RequestId b27421da/,
		);
		const requests = await stage.requestsDuring(async () => {
			// Not the one before, of which this process has heard nothing either.
			const content = 'echo incomplete again';
			expect(await items({ ...parameters, content, options: look })).toMatchObject([
				{ invocationId: expect.stringMatching(/^inv-/) },
			]);
		});
		expect(requests.filter(({ action }) => action === 'RunCommand')).toHaveLength(1);
	});

	it('finds what was started when asked to', async () => {
		loseAnswer(true);
		const requests = await stage.requestsDuring(async () => {
			expect(await items({ ...run, instanceIds: 'ins-fail0001', options: look })).toMatchObject([
				{ invocationId: expect.stringMatching(/^inv-/), status: 'FAILED', exitCode: 3 },
			]);
		});
		expect(requests.filter(({ action }) => action === 'RunCommand')).toHaveLength(1);
	});

	it('takes no other run of the same command for it', async () => {
		const same = { ...base, instanceIds: 'ins-fail0001', options: look };
		await items(same);
		loseAnswer(false);
		const { error } = await stage.tat(same);
		expect(error?.message).toContain('It was looked for, and not found');
	});

	it('counts the time from the try that got lost, not from those refused before it', async () => {
		const script = { ...base, content: 'echo refused and lost', instanceIds: 'ins-fail0001' };
		const begun = Date.now();
		// longer than the whole seconds of the API leave open
		stage.emulator.intercept = ({ action, headers }) =>
			action !== 'RunCommand' || headers['x-tc-requestclient']
				? undefined
				: Date.now() < begun + 4000
					? { code: 'RequestLimitExceeded', message: 'Slow down.' }
					: 'drop';
		const mine = stage.tat({ ...script, options: look });
		// someone else's, of which this process has not heard
		await sdk(stage.emulator).RunCommand({
			Content: Buffer.from(script.content).toString('base64'),
			CommandName: look.commandName,
			InstanceIds: [script.instanceIds],
		});
		expect((await mine).error?.message).toContain('It was looked for, and not found');
	}, 30_000);

	it('says which ones it may be when there are more', async () => {
		const script = { ...base, content: 'echo twice', instanceIds: 'ins-fail0001' };
		// someone else's, of which this process has not heard
		stage.emulator.intercept = ({ action, headers }) =>
			action === 'RunCommand' && !headers['x-tc-requestclient']
				? { drop: true, afterProcessing: true, delayMs: 100 }
				: undefined;
		const mine = stage.tat({ ...script, options: { lookAfterLostAnswer: true } });
		await sdk(stage.emulator).RunCommand({
			Content: Buffer.from('echo twice').toString('base64'),
			InstanceIds: ['ins-fail0001'],
		});
		expect((await mine).error?.message).toMatch(/may be any of inv-\S+, inv-\S+$/);
	});
});

describe('the request', () => {
	it('keeps the script as it is written, and names options as the API does', async () => {
		const content = 'echo "$HOME" \'单引号\' \\\n  && printf "%s\\n" {{name}}\n';
		const [{ params }] = await stage.requestsDuring(
			async () =>
				await items({
					...base,
					content,
					instanceIds: '["ins-real0001"]',
					options: {
						commandName: 'nightly',
						commandType: 'SHELL',
						description: 'every night',
						outputCosBucketUrl: 'https://logs-1250000000.cos.ap-guangzhou.myqcloud.com',
						outputCosKeyPrefix: 'nightly/logs',
						timeout: 77,
						username: 'root',
						workingDirectory: '/tmp',
						defaultParameters: {
							parameter: [{ name: 'name', value: 'world', description: 'whom' }],
						},
						parameters: { parameter: [{ name: 'name', value: 'you' }] },
						saveCommand: true,
						tags: { tag: [{ key: 'team', value: 'ops' }] },
					},
				}),
		);
		const { Content, ...rest } = params as Record<string, unknown>;
		expect(Buffer.from(String(Content), 'base64').toString()).toBe(content);
		expect(rest).toEqual({
			InstanceIds: ['ins-real0001'],
			CommandName: 'nightly',
			CommandType: 'SHELL',
			DefaultParameterConfs: [
				{ ParameterName: 'name', ParameterValue: 'world', ParameterDescription: 'whom' },
			],
			Description: 'every night',
			EnableParameter: true,
			OutputCOSBucketUrl: 'https://logs-1250000000.cos.ap-guangzhou.myqcloud.com',
			OutputCOSKeyPrefix: 'nightly/logs',
			Parameters: '{"name":"you"}',
			SaveCommand: true,
			Tags: [{ Key: 'team', Value: 'ops' }],
			Timeout: 77,
			Username: 'root',
			WorkingDirectory: '/tmp',
		});
	});

	it('fills the placeholders of the script', async () => {
		expect(
			await items({
				...run,
				content: 'echo hello {{who}}',
				instanceIds: 'ins-real0001',
				options: { parameters: { parameter: [{ name: 'who', value: 'world' }] } },
			}),
		).toMatchObject([{ output: 'hello world\n' }]);
	});
});

describe('bad input, and nothing sent', () => {
	it.each<[string, IDataObject, string]>([
		['no script', { content: ' ' }, 'The script is empty'],
		['no instance', { instanceIds: ' ' }, 'No instance ID is given'],
		['a long name', { options: { commandName: 'ü'.repeat(31) } }, 'has 62 bytes, and at most 60'],
		[
			'a name of two words',
			{ options: { commandName: 'nightly backup' } },
			'Command Name is "nightly backup", and must be of letters, digits, Chinese characters',
		],
		[
			'instances of two kinds',
			{ instanceIds: 'ins-real0001, lhins-real0001' },
			'ins-real0001 is a CVM instance, and lhins-real0001 a Lighthouse instance',
		],
		[
			'a long description',
			{ options: { description: 'x'.repeat(121) } },
			'has 121 characters, and at most 120',
		],
		['a script of 49153 bytes', { content: 'x'.repeat(49_153) }, 'at most 49152 can be sent'],
		[
			'21 parameters',
			{
				options: {
					parameters: {
						parameter: Array.from({ length: 21 }, (_, i) => ({ name: `n${i}`, value: 'x' })),
					},
				},
			},
			'Parameters has 21 entries, and at most 20',
		],
		[
			'a parameter with a bad name',
			{ options: { parameters: { parameter: [{ name: 'a b', value: '' }] } } },
			'the name "a b"',
		],
		[
			'a parameter given twice',
			{ options: { parameters: { parameter: [{ name: 'a' }, { name: 'a' }] } } },
			'The parameter "a" is given twice',
		],
		[
			'a COS URL without TLS',
			{ options: { outputCosBucketUrl: 'http://logs.example.com' } },
			'is "http://logs.example.com", and must start with https://',
		],
		['a prefix that leads out', { options: { outputCosKeyPrefix: 'a/../b' } }, 'is "a/../b"'],
		['a time-out of 0', { options: { timeout: 0 } }, 'Timeout is 0'],
		['a time-out of two days', { options: { timeout: 172_800 } }, 'Timeout is 172800'],
		[
			'tags without a saved command',
			{ options: { tags: { tag: [{ key: 'team', value: 'ops' }] } } },
			'Tags are given, but the command is not saved',
		],
	])('%s', async (_, parameters, says) => {
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat({ ...base, instanceIds: 'ins-real0001', ...parameters });
			expect(`${error?.message} ${error?.description}`).toContain(says);
		});
		expect(requests).toEqual([]);
	});
});
