import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { sdk } from '../emulator/sdk.mts';
import { byId, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const list = { operation: 'getAll', limit: 5 };
const run = { operation: 'runCommand', content: 'true', instanceIds: 'ins-quick0001' };
const EXPIRED = 'AuthFailure.SignatureExpire';
const roleArn = 'qcs::cam::uin/100000000001:roleName/emulator';

/** The last one's credentials hold one for the one before it. */
const OFFSETS = [-400, 4000, 0, 30, -200, 900, -900, 1];

/** Emulators whose time is not this machine's, and one whose time is. */
const stages: Stage[] = [];

beforeAll(async () => {
	for (const clockOffsetSeconds of OFFSETS) {
		const options = { clockOffsetSeconds, instances: instanceSpecs('ins-quick', 1, {}) };
		stages.push(
			await startStage(options, (endpoint) => ({
				role: {
					...{ secretId: 'emulator-secret-id', secretKey: 'emulator-secret-key' },
					...{ endpoint, region: 'ap-guangzhou', assumeRole: true, roleArn },
				},
				wrong: {
					...{ secretId: 'emulator-secret-id', secretKey: 'emulator-secret-key' },
					...{ endpoint: stages.at(-1)?.emulator.endpoint, region: 'ap-guangzhou' },
				},
			})),
		);
	}
}, START_MS);

afterEach(() => {
	for (const { emulator } of stages) emulator.intercept = undefined;
});

afterAll(async () => {
	for (const stage of stages) await stage.stop();
});

/** How the requests of a step were answered, and what the person is told. */
async function asked(stage: Stage, parameters: IDataObject = list, credential?: string) {
	let hints: string[] = [];
	const requests = await stage.requestsDuring(async () => {
		const done = await stage.tat(parameters, { credential });
		if (done.error) throw done.error;
		hints = done.hints.map(({ message }) => message);
	});
	return {
		hints,
		requests: requests.map(({ action, errorCode }) => [action, ...(errorCode ? [errorCode] : [])]),
	};
}

it('sets a wrong clock right, runs nothing twice, and tells the person by how much it is off', async () => {
	const [ahead] = stages;
	const first = await asked(ahead, run);
	expect(first.requests).toEqual([['RunCommand', EXPIRED], ['RunCommand']]);
	expect(first.hints).toEqual([
		expect.stringMatching(
			/^The clock of this machine is 6 min (39|4[01]) s ahead of Tencent Cloud's, and 5 minutes are tolerated\. .+NTP/,
		),
	]);
	const next = await asked(ahead);
	expect(next.requests).toEqual([['DescribeInvocations']]);
	expect(next.hints).toHaveLength(1);
});

it.each([
	['30 s behind', 30],
	['200 s ahead of', -200],
])(
	'looks for a start whose answer was lost by the clock of Tencent Cloud, when its own is %s it',
	async (_, offset) => {
		const stage = stages[OFFSETS.indexOf(offset)];
		const look = { ...run, content: 'echo lost', options: { lookAfterLostAnswer: true } };
		const lose = (afterProcessing: boolean) => {
			stage.emulator.intercept = ({ action }) =>
				action === 'RunCommand' ? { drop: true, afterProcessing } : undefined;
		};
		await asked(stage);

		lose(true);
		expect((await stage.tat(look)).outputs[0]).toHaveLength(1);
		stage.emulator.intercept = undefined;

		// Someone else's, of which this process has heard nothing, some seconds before one that got lost on its way
		await sdk(stage.emulator).RunCommand({
			Content: Buffer.from(look.content).toString('base64'),
			InstanceIds: [look.instanceIds],
		});
		await new Promise((resolve) => setTimeout(resolve, 3000));
		lose(false);
		expect((await stage.tat(look)).error?.message).toContain('not found within some seconds');
	},
	START_MS,
);

it('does so again when the time is another one', async () => {
	const [, behind] = stages;
	const { requests, hints } = await asked(behind);
	expect(requests).toEqual([['DescribeInvocations', EXPIRED], ['DescribeInvocations']]);
	expect(hints).toEqual([expect.stringMatching(/66 min (39|4[01]) s behind/)]);
});

it('leaves the time of another host as it is', async () => {
	const [, , right] = stages;
	expect(await asked(right)).toEqual({ requests: [['DescribeInvocations']], hints: [] });
});

it('keeps hosts apart that are asked at the same time, however wrong one is', async () => {
	const wrong = stages[OFFSETS.indexOf(-900)];
	const both = stages[OFFSETS.indexOf(1)];
	const before = both.emulator.requests.length;
	const runs = await Promise.all(
		Array.from({ length: 30 }, async (_, index) => {
			const credential = index % 2 === 0 ? 'wrong' : 'good';
			return { credential, ...(await both.tat(list, { credential })) };
		}),
	);
	expect(runs.filter(({ error }) => error)).toEqual([]);
	const requests = both.emulator.requests.slice(before);
	expect(requests).toHaveLength(15);
	expect(requests.filter(({ errorCode }) => errorCode)).toEqual([]);
	expect(wrong.emulator.requests.some(({ errorCode }) => errorCode === EXPIRED)).toBe(true);
	const hints = runs.flatMap(({ credential, hints: [hint] }) => (hint ? [credential] : []));
	expect(new Set(hints)).toEqual(new Set(['wrong']));
});

it('does not ask a host for ever whose time is another one with each answer', async () => {
	const [, , , nearly] = stages;
	let minutes = 0;
	nearly.emulator.intercept = () => {
		minutes += 30;
		const date = new Date(Date.now() + minutes * 60_000).toUTCString();
		return { code: EXPIRED, message: 'Late.', headers: { Date: date } };
	};
	const requests = await nearly.requestsDuring(async () => {
		expect((await nearly.tat(run)).error?.message).toContain(EXPIRED);
	});
	expect(requests.map(({ action }) => action)).toEqual(['RunCommand', 'RunCommand']);
	nearly.emulator.intercept = undefined;
	expect((await asked(nearly)).requests.at(-1)).toEqual(['DescribeInvocations']);
});

it('says nothing of what is tolerated', async () => {
	const nearly = stages[OFFSETS.indexOf(-200)];
	expect(await asked(nearly)).toEqual({ requests: [['DescribeInvocations']], hints: [] });
});

it('does so for STS as well', async () => {
	const stage = stages[OFFSETS.indexOf(900)];
	expect((await asked(stage, list, 'role')).requests).toEqual([
		['AssumeRole', EXPIRED],
		['AssumeRole'],
		['DescribeInvocations'],
	]);
});

it('keeps to the rate with what is sent again', async () => {
	const [ahead] = stages;
	await asked(ahead);
	let refusals = 20;
	ahead.emulator.intercept = ({ action }) =>
		action === 'CancelInvocation' && refusals-- > 0
			? { code: EXPIRED, message: 'Late.' }
			: undefined;
	const input = Array.from({ length: 20 }, (_, index) => ({ id: `inv-${index + 10_000_000}` }));
	const requests = await ahead.requestsDuring(async () => {
		const cancel = {
			operation: 'cancel',
			invocationId: byId('={{ $json.id }}'),
			waitForCompletion: false,
		};
		await ahead.tat(cancel, { input, onError: 'continueRegularOutput' });
	});
	expect(requests).toHaveLength(40);
	for (const { at } of requests) {
		const within = requests.filter((other) => other.at >= at && other.at < at + 1000);
		expect(within.length).toBeLessThanOrEqual(20);
	}
});

it('tries it once, and says by how much the clock is off when that does not help', async () => {
	const [ahead] = stages;
	ahead.emulator.intercept = () => ({ code: EXPIRED, message: 'Late.' });
	const requests = await ahead.requestsDuring(async () => {
		const { error } = await ahead.tat(run);
		expect(error?.message).toMatch(
			/failed: the clock of this machine is 6 min (39|4[01]) s ahead of Tencent Cloud's.+AuthFailure\.SignatureExpire, RequestId/,
		);
		expect(error?.description).toContain('NTP');
	});
	expect(requests).toHaveLength(2);
});
