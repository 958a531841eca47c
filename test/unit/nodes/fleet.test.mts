import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { byId, jsonOf, startStage, START_MS, tatWorkflow } from './stage.mts';
import type { Stage } from './stage.mts';

const cancel: IDataObject = {
	operation: 'cancel',
	invocationId: byId('={{ $json.invocationId }}'),
	instanceIds: '={{ $json.instanceIds }}',
	waitForCompletion: false,
};

/** The field left empty in the form: all instances. */
const everywhere: IDataObject = { ...cancel, instanceIds: '' };

let stage: Stage;

beforeAll(async () => {
	stage = await startStage(
		{
			keys: [
				{ secretId: 'all', secretKey: 'all-secret' },
				{ secretId: 'none', secretKey: 'none-secret', allow: ['RunCommand'] },
			],
			instances: [
				...instanceSpecs('ins-many', 200, { runMs: 3_600_000, output: 'working\n' }),
				...instanceSpecs('ins-deaf', 1, { runMs: 3_600_000, ignoresCancel: true }),
				...instanceSpecs('ins-quick', 1, {}),
			],
		},
		(endpoint) => ({
			noRights: { secretId: 'none', secretKey: 'none-secret', region: 'ap-guangzhou', endpoint },
		}),
	);
}, START_MS);

afterEach(() => {
	stage.emulator.intercept = undefined;
});

afterAll(async () => await stage.stop());

const ids = (count: number) =>
	Array.from({ length: count }, (_, index) => `ins-many${String(index + 1).padStart(4, '0')}`);

async function start(instanceIds: string[], count = 1): Promise<string[]> {
	const { outputs } = await stage.tat(
		{
			operation: 'runCommand',
			content: 'true',
			instanceIds: '={{ $json.ids }}',
			options: { timeout: 3600 },
		},
		{ input: Array.from({ length: count }, () => ({ ids: instanceIds })) },
	);
	return jsonOf(outputs[0]).map(({ invocationId }) => invocationId as string);
}

/** The cancel requests that reach the emulator during `act`. */
async function cancelsDuring(act: () => Promise<unknown>) {
	const requests = await stage.requestsDuring(act);
	return requests.filter(({ action }) => action === 'CancelInvocation');
}

describe('merging', () => {
	it('cancels 1,000 pairs over 10 invocations with 10 requests, each item answered and linked', async () => {
		const invocations = await start(ids(100), 10);
		const input = ids(100).flatMap((instanceId) =>
			invocations.map((invocationId) => ({ invocationId, instanceIds: instanceId })),
		);
		const requests = await cancelsDuring(async () => {
			const { outputs } = await stage.tat(cancel, { input });
			expect(jsonOf(outputs[0])).toEqual(
				input.map(({ invocationId, instanceIds }) => ({
					invocationId,
					instanceIds: [instanceIds],
					region: 'ap-guangzhou',
					accepted: true,
					requestIds: [expect.any(String)],
				})),
			);
			expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
				input.map((_, item) => ({ item })),
			);
		});
		expect(requests).toHaveLength(10);
	}, 20_000);

	it('splits 200 instances of one item into two requests', async () => {
		const [invocationId] = await start(ids(200));
		const requests = await cancelsDuring(async () => {
			const item = await stage.item(cancel, {
				input: [{ invocationId, instanceIds: ids(200) }],
			});
			expect(item.requestIds).toHaveLength(2);
		});
		expect(
			requests.map(({ params }) => (params as { InstanceIds: string[] }).InstanceIds.length),
		).toEqual([100, 100]);
	});

	it('names beside the whole what other items name, and answers each truly', async () => {
		const [invocationId] = await start(ids(2));
		const requests = await cancelsDuring(async () => {
			const { outputs } = await stage.tat(cancel, {
				input: [
					{ invocationId, instanceIds: 'ins-many0001' },
					{ invocationId, instanceIds: 'all' },
					{ invocationId, instanceIds: 'ins-quick0001' },
				],
				onError: 'continueRegularOutput',
			});
			const [first, second, third] = jsonOf(outputs[0]);
			expect(first).toMatchObject({ accepted: true, instanceIds: ['ins-many0001'] });
			expect(second).toMatchObject({ accepted: true, instanceIds: [] });
			expect(third.details).toMatchObject({
				code: 'InvalidParameterValue.InstanceIsNotRelatedToInvocation',
			});
		});
		const named = requests.flatMap(({ params }) => (params as IDataObject).InstanceIds ?? 'all');
		expect(named).toEqual(expect.arrayContaining(['all', 'ins-many0001', 'ins-quick0001']));
	});

	it('answers an instance that two items ask for to both, waiting', async () => {
		const [invocationId] = await start(ids(3));
		const { outputs } = await stage.tat(
			{ ...cancel, waitForCompletion: true },
			{
				input: [
					{ invocationId, instanceIds: 'ins-many0001 ins-many0002' },
					{ invocationId, instanceIds: 'ins-many0002 ins-many0003' },
				],
			},
		);
		expect(jsonOf(outputs[0])).toEqual([
			expect.objectContaining({
				counts: { cancelled: 0, terminated: 2, alreadyFinished: 0, stillCancelling: 0 },
				tasks: [
					expect.objectContaining({ instanceId: 'ins-many0001', output: 'working\n' }),
					expect.objectContaining({ instanceId: 'ins-many0002', output: 'working\n' }),
				],
			}),
			expect.objectContaining({
				tasks: [
					expect.objectContaining({ instanceId: 'ins-many0002' }),
					expect.objectContaining({ instanceId: 'ins-many0003' }),
				],
			}),
		]);
	});
});

describe('guilty instances', () => {
	it('are found by halving, and the innocent are cancelled', async () => {
		const [invocationId] = await start(ids(99));
		const guilty = 'ins-many0150';
		const input = [...ids(40), guilty, ...ids(99).slice(40)].map((instanceIds) => ({
			invocationId,
			instanceIds,
		}));
		const requests = await cancelsDuring(async () => {
			const { outputs } = await stage.tat(cancel, { input, onError: 'continueRegularOutput' });
			const answers = jsonOf(outputs[0]);
			expect(answers.filter(({ accepted }) => accepted)).toHaveLength(99);
			expect(answers[40]).toMatchObject({
				error: expect.stringMatching(
					new RegExp(`^Cancel of ${invocationId} on ${guilty} in ap-guangzhou failed`),
				),
				details: { code: 'InvalidParameterValue.InstanceIsNotRelatedToInvocation' },
			});
		});
		expect(requests.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(100)));
	});

	it('of one item do not keep its other instances running, and the error says so', async () => {
		const [invocationId] = await start(ids(2));
		const { error } = await stage.tat(cancel, {
			input: [{ invocationId, instanceIds: 'ins-many0001 ins-quick0001 ins-many0002' }],
		});
		expect(error?.message).toMatch(
			/^Cancel of inv-\w+ on ins-quick0001 in ap-guangzhou failed: .+On its other 2 instances it was accepted \(RequestId/,
		);
		expect(await stage.item({ operation: 'get', invocationId: byId(invocationId) })).toMatchObject({
			invocationStatus: 'CANCELLED',
		});
	});

	it('are not looked for one by one when the key may cancel nothing at all', async () => {
		const [invocationId] = await start(ids(100));
		const requests = await cancelsDuring(async () => {
			const { outputs } = await stage.tat(cancel, {
				input: ids(100).map((instanceIds) => ({ invocationId, instanceIds })),
				onError: 'continueRegularOutput',
				credential: 'noRights',
			});
			for (const { details } of jsonOf(outputs[0])) {
				expect(details).toMatchObject({ code: 'UnauthorizedOperation.CamAuthFailed' });
			}
		});
		expect(requests.length).toBeLessThan(35);
	}, 15_000);
});

describe('waiting for many', () => {
	it('looks at all together: 150 invocations with two requests a round', async () => {
		const invocations = await start(['ins-many0001'], 150);
		const requests = await stage.requestsDuring(async () => {
			const { outputs } = await stage.tat(
				{ ...everywhere, waitForCompletion: true },
				{ input: invocations.map((invocationId) => ({ invocationId })) },
			);
			expect(jsonOf(outputs[0]).map(({ outcome }) => outcome)).toEqual(
				Array(150).fill('terminated'),
			);
		});
		const looks = requests.filter(({ action }) => action === 'DescribeInvocations');
		const reads = requests.filter(({ action }) => action === 'DescribeInvocationTasks');
		expect(looks).toHaveLength(4);
		expect(reads).toHaveLength(2);
	}, 40_000);

	it('sends the cancel again for what lingers', async () => {
		const [invocationId] = await start(['ins-deaf0001', 'ins-many0001']);
		const requests = await cancelsDuring(async () => {
			await stage.item(
				{ ...everywhere, waitForCompletion: true, options: { timeout: 3, resendAfter: 1 } },
				{ input: [{ invocationId }] },
			);
		});
		expect(requests.length).toBeGreaterThan(1);
		expect(requests.slice(1).map(({ params }) => params)).toEqual(
			requests.slice(1).map(() => ({
				InvocationId: invocationId,
				InstanceIds: ['ins-deaf0001'],
			})),
		);
	});

	it.each([
		['stillCancelling', 'ins-deaf0001', /1 of 2 tasks are still not over: ins-deaf0001/],
		['alreadyFinished', 'ins-quick0001', /1 of 2 tasks had already finished: ins-quick0001/],
	])('takes %s for an error where the person wants it', async (outcome, instanceId, message) => {
		const [invocationId] = await start(['ins-many0001', instanceId]);
		const { error } = await stage.tat(
			{ ...everywhere, waitForCompletion: true, options: { timeout: 1, failOn: [outcome] } },
			{ input: [{ invocationId }] },
		);
		expect(error?.message).toMatch(message);
		expect(error?.message).toContain(`(Outcome.${outcome}, RequestId`);
	});

	it('gives each item its own time', async () => {
		const [invocationId] = await start(['ins-deaf0001']);
		const { outputs } = await stage.tat(
			{
				...everywhere,
				waitForCompletion: true,
				options: { timeout: '={{ $json.timeout }}' },
			},
			{
				input: [
					{ invocationId, timeout: 1 },
					{ invocationId, timeout: 2 },
				],
			},
		);
		expect(jsonOf(outputs[0]).map(({ finished }) => finished)).toEqual([false, false]);
	});
});

describe('faults', () => {
	it('does everything when every other request is refused for the rate, and nothing twice', async () => {
		const invocations = await start(['ins-many0001'], 10);
		let refuse = false;
		const accepted: unknown[] = [];
		stage.emulator.intercept = ({ action, params }) => {
			if (action !== 'CancelInvocation') return undefined;
			refuse = !refuse;
			if (refuse) return { code: 'RequestLimitExceeded', message: 'too many' };
			accepted.push((params as { InvocationId: string }).InvocationId);
			return undefined;
		};
		const { outputs } = await stage.tat(everywhere, {
			input: invocations.map((invocationId) => ({ invocationId })),
		});
		expect(jsonOf(outputs[0])).toHaveLength(10);
		expect(accepted.sort()).toEqual([...invocations].sort());
	}, 20_000);

	it('fails only the malformed of 10,000 items, which are answered with few requests', async () => {
		const invocations = await start(ids(100), 2);
		const input = Array.from({ length: 10_000 }, (_, index) => ({
			invocationId: index % 1000 === 999 ? 'invt-jqb5ejvq' : invocations[index % 2],
			instanceIds: ids(100)[index % 100],
		}));
		const requests = await cancelsDuring(async () => {
			const { outputs } = await stage.tat(cancel, { input, onError: 'continueRegularOutput' });
			const answers = jsonOf(outputs[0]);
			expect(answers).toHaveLength(10_000);
			const failed = [...answers.keys()].filter((index) => 'error' in answers[index]);
			expect(failed).toEqual(Array.from({ length: 10 }, (_, index) => index * 1000 + 999));
		});
		expect(requests).toHaveLength(2);
	}, 60_000);

	it('lets no further request leave once the execution is stopped', async () => {
		const invocations = await start(['ins-many0001'], 60);
		const stop = new AbortController();
		let arrived = 0;
		stage.emulator.intercept = ({ action }) => {
			if (action === 'CancelInvocation' && ++arrived === 1) setTimeout(() => stop.abort(), 0);
			return undefined;
		};
		const run = await stage.engine.run(tatWorkflow(everywhere), {
			input: invocations.map((invocationId) => ({ invocationId })),
			signal: stop.signal,
		});
		expect(run.status).toBe('canceled');
		await new Promise((resolve) => setTimeout(resolve, 1500));
		// of 60, the first 20 may have been under way; the others waited for their turn, and must not leave
		expect(arrived).toBeLessThanOrEqual(20);
	}, 20_000);
});
