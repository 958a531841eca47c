import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { byId, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await startStage({
		instances: [
			...instanceSpecs('ins-quick', 1, { output: 'done\n' }),
			...instanceSpecs('ins-long', 1, { runMs: 600_000 }),
		],
	});
}, START_MS);

afterAll(async () => await stage.stop());

const run = { operation: 'runCommand', content: 'true' };

function first(list: unknown): IDataObject {
	return (list as IDataObject[])[0];
}

it('begins a cancel with what became of it', async () => {
	const started = await stage.item({ ...run, instanceIds: 'ins-long0001' });
	const cancelled = await stage.item({
		operation: 'cancel',
		invocationId: byId(started.invocationId),
	});
	expect(Object.keys(cancelled)).toEqual([
		'invocationId',
		'outcome',
		'finished',
		'counts',
		'invocationStatus',
		'tasks',
		'instanceIds',
		'region',
		'accepted',
		'requestIds',
	]);
	expect(Object.keys(first(cancelled.tasks))).toEqual([
		'instanceId',
		'outcome',
		'statusBefore',
		'statusAfter',
		'exitCode',
		'output',
		'invocationTaskId',
		'outputTruncated',
		'startTime',
		'endTime',
	]);
});

it('begins a run, Get Tasks and Get with what the command did', async () => {
	const ran = await stage.item({ ...run, instanceIds: 'ins-quick0001', waitForCompletion: true });
	expect(Object.keys(ran)).toEqual([
		'instanceId',
		'status',
		'exitCode',
		'output',
		'invocationId',
		'invocationTaskId',
		'commandId',
		'region',
		'finished',
		'outputTruncated',
		'errorInfo',
		'startTime',
		'endTime',
	]);

	const invocationId = byId(ran.invocationId);
	expect(Object.keys(await stage.item({ operation: 'getTasks', invocationId }))).toEqual([
		'instanceId',
		'status',
		'exitCode',
		'output',
		'invocationId',
		'invocationTaskId',
		'outputTruncated',
		'errorInfo',
		'startTime',
		'endTime',
		'commandName',
		'commandId',
		'region',
	]);

	const got = await stage.item({ operation: 'get', invocationId });
	expect(Object.keys(got)).toEqual([
		'invocationId',
		'invocationStatus',
		'tasks',
		'commandName',
		'instances',
		'createdTime',
		'startTime',
		'endTime',
		'commandId',
		'region',
	]);
	expect(Object.keys(first(got.tasks))).toEqual([
		'instanceId',
		'status',
		'exitCode',
		'output',
		'invocationTaskId',
		'outputTruncated',
		'errorInfo',
		'startTime',
		'endTime',
	]);
	expect(Object.keys(first(got.instances))).toEqual(['instanceId', 'status', 'invocationTaskId']);
});
