import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import type { Interception } from '../../../emulator/server.mts';
import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await startStage({
		instances: [
			...instanceSpecs('ins-good', 1, {}),
			...instanceSpecs('ins-fail', 1, { exitCode: 3 }),
			{ instanceId: 'ins-offline1', agent: {}, online: false },
		],
	});
}, START_MS);

afterAll(async () => await stage.stop());

afterEach(() => {
	stage.emulator.intercept = undefined;
});

const run = (more: IDataObject = {}): IDataObject => ({
	operation: 'runCommand',
	content: 'true',
	instanceIds: 'ins-good0001',
	...more,
});
const cancel = (invocationId: string, more: IDataObject = {}): IDataObject => ({
	operation: 'cancel',
	invocationId: byId(invocationId),
	waitForCompletion: false,
	...more,
});
const UNKNOWN = 'inv-00000000';
const lostAfterwards = { drop: true, afterProcessing: true } as const;
const refused = { code: 'AuthFailure.TokenFailure', message: 'expired' };

/** The one item of error that comes out, when the first requests of an action get these answers. */
async function errorOf(parameters: IDataObject, answers: Interception[] = [], action?: string) {
	const left = [...answers];
	stage.emulator.intercept = (request) =>
		action === undefined || request.action === action ? left.shift() : undefined;
	const { outputs } = await stage.tat(parameters, { onError: 'continueRegularOutput' });
	const [json] = jsonOf(outputs[0]);
	return json as { error: string; details: IDataObject };
}

async function started(more: IDataObject = {}): Promise<string> {
	const { invocationId } = await stage.item(run(more));
	return String(invocationId);
}

it.each<[string, string, () => ReturnType<typeof errorOf>]>([
	['no', 'what cannot be sent', async () => await errorOf(cancel('invt-jqb5ejvq'))],
	['no', 'a refused run', async () => await errorOf(run({ instanceIds: 'ins-offline1' }))],
	['no', 'a refused cancel', async () => await errorOf(cancel(UNKNOWN))],
	[
		'no',
		'a look that was refused',
		async () =>
			await errorOf({ operation: 'get', invocationId: byId(UNKNOWN) }, [
				{ code: 'ResourceNotFound.InvocationNotFound', message: 'none' },
			]),
	],
	[
		'no',
		'a deletion that was refused',
		async () =>
			await errorOf({
				resource: 'command',
				operation: 'deleteMany',
				commandIds: 'cmd-00000000',
			}),
	],
	['unknown', 'a run whose answer was lost', async () => await errorOf(run(), [lostAfterwards])],
	[
		'unknown',
		'a run that was looked for and not found',
		async () => await errorOf(run({ options: { lookAfterLostAnswer: true } }), ['drop']),
	],
	[
		'unknown',
		'a cancel refused after an attempt without an answer',
		async () => await errorOf(cancel(await started()), [lostAfterwards, refused]),
	],
	[
		'yes',
		'a run whose look afterwards failed',
		async () =>
			await errorOf(
				run({ waitForCompletion: true, options: { timeout: 1 } }),
				Array(20).fill(refused),
				'DescribeInvocations',
			),
	],
	[
		'yes',
		'a failed task',
		async () =>
			await errorOf(
				run({
					instanceIds: 'ins-fail0001',
					waitForCompletion: true,
					options: { failOnFailedTask: true },
				}),
			),
	],
	[
		'yes',
		'a cancel with an unwanted outcome',
		async () => {
			const invocationId = await started({ waitForCompletion: true });
			return await errorOf(
				cancel(invocationId, {
					waitForCompletion: true,
					options: { failOn: ['alreadyFinished'] },
				}),
			);
		},
	],
	[
		'yes',
		'a cancel that was accepted on some instances alone',
		async () => {
			const invocationId = await started();
			return await errorOf(cancel(invocationId, { instanceIds: 'ins-good0001 ins-fail0001' }));
		},
	],
])('%s: %s', async (ran, _what, act) => {
	const json = await act();
	expect(Object.keys(json)).toEqual(['error', 'details']);
	expect(Object.keys(json.details)).toEqual([
		'code',
		'requestId',
		'action',
		'region',
		'hint',
		'retryable',
		'ran',
	]);
	expect(json.details.ran).toBe(ran);
});
