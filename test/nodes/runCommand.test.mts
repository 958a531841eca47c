import { instanceSpecs } from '../../emulator/server.mts';
import { startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await startStage({
		instances: [
			...instanceSpecs('ins-real', 2, 'bash'),
			...instanceSpecs('ins-fail', 1, { exitCode: 3, output: 'no space left\n' }),
			...instanceSpecs('ins-chatty', 1, { output: `${'é'.repeat(12_287)}aéé` }),
		],
	});
}, START_MS);

afterAll(async () => await stage.stop());

const run = { operation: 'runCommand', waitForCompletion: true };

it('answers at once with the ID of the invocation', async () => {
	const requests = await stage.requestsDuring(async () => {
		expect(
			await stage.item({
				operation: 'runCommand',
				content: 'true',
				instanceIds: 'ins-real0001',
			}),
		).toEqual({
			invocationId: expect.stringMatching(/^inv-/),
			commandId: expect.stringMatching(/^cmd-/),
			instanceIds: ['ins-real0001'],
			region: 'ap-guangzhou',
			requestIds: [expect.any(String)],
		});
	});
	expect(requests.map(({ action }) => action)).toEqual(['RunCommand']);
});

it('waits, and answers what each instance printed', async () => {
	expect(
		await stage.item({
			...run,
			content: 'echo "größe 大小"; pwd; exit 7',
			instanceIds: 'ins-real0001\nins-real0002',
			options: { workingDirectory: '/usr' },
		}),
	).toMatchObject({
		finished: true,
		invocationStatus: 'FAILED',
		tasks: [
			{ status: 'FAILED', exitCode: 7, output: 'größe 大小\n/usr\n', outputTruncated: false },
			{ status: 'FAILED', exitCode: 7, output: 'größe 大小\n/usr\n', outputTruncated: false },
		],
	});
});

it('says why a task could not be started', async () => {
	expect(
		await stage.item({
			...run,
			content: 'true',
			instanceIds: 'ins-real0001',
			options: { workingDirectory: '/nowhere/at/all' },
		}),
	).toMatchObject({
		tasks: [{ status: 'START_FAILED', errorInfo: expect.stringContaining('/nowhere/at/all') }],
	});
});

it('keeps the script as it is written, and sends the options under their names in the API', async () => {
	const content = 'echo "$HOME" \'单引号\' \\\n  && printf "%s\\n" {{name}}\n';
	const [{ params }] = await stage.requestsDuring(
		async () =>
			await stage.item({
				operation: 'runCommand',
				content,
				instanceIds: '["ins-real0001"]',
				options: {
					commandName: 'nightly',
					commandType: 'SHELL',
					timeout: 77,
					username: 'root',
					workingDirectory: '/tmp',
				},
			}),
	);
	const { Content, ...rest } = params as Record<string, unknown>;
	expect(Buffer.from(String(Content), 'base64').toString()).toBe(content);
	expect(rest).toEqual({
		InstanceIds: ['ins-real0001'],
		CommandName: 'nightly',
		CommandType: 'SHELL',
		Timeout: 77,
		Username: 'root',
		WorkingDirectory: '/tmp',
	});
});

it('drops a character that the cut at 24 KiB split, and says that there was more', async () => {
	const answer = await stage.item({ ...run, content: 'true', instanceIds: 'ins-chatty0001' });
	expect(answer.tasks).toEqual([
		expect.objectContaining({ output: `${'é'.repeat(12_287)}a`, outputTruncated: true }),
	]);
});

it('reports a failed script as a result', async () => {
	expect(await stage.item({ ...run, content: 'true', instanceIds: 'ins-fail0001' })).toMatchObject({
		tasks: [{ status: 'FAILED', exitCode: 3, output: 'no space left\n' }],
	});
});

it('says that the command was started when its end could not be read', async () => {
	stage.emulator.intercept = ({ action }) =>
		action === 'DescribeInvocationTasks' ? { status: 404 } : undefined;
	const { error } = await stage.tat({
		...run,
		content: 'true',
		instanceIds: 'ins-real0001',
	});
	stage.emulator.intercept = undefined;
	expect(error?.message).toMatch(
		/^The command was started as inv-[0-9a-z]{10} \(RequestId [0-9a-f-]{36}\), but what became of it could not be read\. .+HttpError\.404/,
	);
	expect(error?.description).toContain('Do not repeat');
});
