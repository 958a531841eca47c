import type { IDataObject } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

let stage: Stage;
const fleet = instanceSpecs('ins-fleet', 130, {});

beforeAll(async () => {
	stage = await startStage({
		rateLimit: false,
		instances: [
			{ instanceId: 'ins-silent1', agent: {}, online: false },
			{ instanceId: 'lhins-window1', agent: {}, environment: 'Windows' },
			{ instanceId: 'ins-window2', agent: {}, environment: 'Windows', online: false },
			...fleet,
			{ instanceId: 'ins-abroad01', region: 'ap-singapore', agent: {} },
		],
		machines: [{ hostName: 'web', localIp: '10.0.0.1' }],
	});
}, START_MS);

afterAll(async () => await stage.stop());

async function statuses(parameters: IDataObject = {}) {
	const { outputs, error } = await stage.tat({
		resource: 'agent',
		operation: 'getStatus',
		...parameters,
	});
	if (error) throw error;
	return jsonOf(outputs[0]);
}

const idsOf = (items: IDataObject[]) => items.map(({ instanceId }) => instanceId);
const instances = (value: unknown): IDataObject => ({
	instanceIds: { __rl: true, mode: 'id', value } as IDataObject,
});

it('answers the agents of the region, up to the limit', async () => {
	const items = await statuses();
	expect(items).toHaveLength(50);
	expect(items[0]).toEqual({
		instanceId: 'ins-silent1',
		agentStatus: 'Offline',
		environment: 'Linux',
		version: '1.0.0',
		lastHeartbeatTime: expect.stringMatching(/^\d{4}-/),
		supportFeatures: [],
		region: 'ap-guangzhou',
	});
	expect(await statuses({ limit: 2 })).toHaveLength(2);
});

it('answers all of them, managed instances too', async () => {
	const requests = await stage.requestsDuring(async () => {
		const items = await statuses({ returnAll: true });
		expect(items).toHaveLength(134);
		expect(items.at(-1)?.instanceId).toMatch(/^rins-/);
	});
	expect(requests).toHaveLength(2);
});

it.each<[IDataObject, string[]]>([
	[{ status: 'Offline' }, ['ins-silent1', 'ins-window2']],
	[{ environment: 'Windows' }, ['lhins-window1', 'ins-window2']],
	[{ environment: 'Windows', status: 'Online' }, ['lhins-window1']],
])('has the API filter by %j', async (filters, expected) => {
	const [{ params }] = await stage.requestsDuring(async () => {
		expect(idsOf(await statuses({ filters }))).toEqual(expected);
	});
	expect(params.Filters).toHaveLength(Object.keys(filters).length);
});

it('answers those asked for, in their order, with null for what has no agent', async () => {
	const items = await statuses(instances('ins-window2, ins-gone0001\nins-silent1'));
	expect(items).toMatchObject([
		{ instanceId: 'ins-window2', agentStatus: 'Offline', environment: 'Windows' },
		{ instanceId: 'ins-gone0001', agentStatus: null, environment: null, lastHeartbeatTime: null },
		{ instanceId: 'ins-silent1', agentStatus: 'Offline', environment: 'Linux' },
	]);
});

it('asks for more than 100 in several requests, and answers each whatever the limit', async () => {
	const ids = fleet.map(({ instanceId }) => instanceId);
	const requests = await stage.requestsDuring(async () => {
		const items = await statuses({ ...instances(`={{ ${JSON.stringify(ids)} }}`), limit: 1 });
		expect(idsOf(items)).toEqual(ids);
		expect(items.every(({ agentStatus }) => agentStatus === 'Online')).toBe(true);
	});
	expect(requests.map(({ params }) => (params.InstanceIds as string[]).length).sort()).toEqual([
		100, 30,
	]);
});

it('filters those asked for itself, as the API takes IDs or filters alone', async () => {
	const [{ params }] = await stage.requestsDuring(async () => {
		const items = await statuses({
			...instances('ins-window2 lhins-window1 ins-silent1 ins-gone0001'),
			filters: { status: 'Offline', environment: 'Windows' },
		});
		expect(idsOf(items)).toEqual(['ins-window2']);
	});
	expect(params).not.toHaveProperty('Filters');
});

it('says what the API says against it', async () => {
	stage.emulator.intercept = () => ({
		code: 'UnauthorizedOperation.CamAuthFailed',
		message: 'No.',
	});
	const { error } = await stage.tat({
		resource: 'agent',
		operation: 'getStatus',
		...instances('ins-silent1'),
	});
	stage.emulator.intercept = undefined;
	expect(error?.message).toMatch(
		/^Look-up of the agents of ins-silent1 in ap-guangzhou failed: this key has no permission/,
	);
	expect(error?.description).toContain('tat:DescribeAutomationAgentStatus');
});

it.each<[IDataObject, string]>([
	[instances('i-0123456'), 'Not an instance ID: "i-0123456"'],
	[{ limit: '={{ 0 }}' }, 'Limit is 0'],
])('refuses %j, and sends nothing', async (parameters, message) => {
	const requests = await stage.requestsDuring(async () => {
		await expect(statuses(parameters)).rejects.toMatchObject({ message: message });
	});
	expect(requests).toEqual([]);
});
