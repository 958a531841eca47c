import type { IDataObject } from 'n8n-workflow';

import { jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await startStage({
		rateLimit: false,
		regions: ['ap-guangzhou', 'ap-singapore', 'xx-nowhere'],
		machines: [{ hostName: 'web', localIp: '10.0.0.1' }],
	});
}, START_MS);

afterEach(() => {
	stage.emulator.intercept = undefined;
});

afterAll(async () => await stage.stop());

async function answered(parameters: IDataObject) {
	const { outputs, error } = await stage.tat(parameters);
	if (error) throw error;
	return jsonOf(outputs[0]);
}

async function refused(parameters: IDataObject) {
	stage.emulator.intercept = () => ({ code: 'UnauthorizedOperation.MFAExpired', message: 'No.' });
	const { error } = await stage.tat(parameters);
	return error?.message;
}

describe('regions', () => {
	const regions = { resource: 'region', operation: 'getAll' };

	it('are answered one by one', async () => {
		expect(await answered(regions)).toEqual([
			{ regionId: 'ap-guangzhou', name: 'Guangzhou', state: 'AVAILABLE' },
			{ regionId: 'ap-singapore', name: 'Singapore', state: 'AVAILABLE' },
			{ regionId: 'xx-nowhere', name: 'xx-nowhere', state: 'AVAILABLE' },
		]);
		expect(await answered({ ...regions, limit: 1 })).toHaveLength(1);
		expect(await answered({ ...regions, returnAll: true })).toHaveLength(3);
	});

	it('need a right', async () => {
		expect(await refused(regions)).toMatch(
			/^Listing of regions in ap-guangzhou failed: the multi-factor authentication has expired/,
		);
	});
});

describe('quotas', () => {
	const quota = (resources: unknown): IDataObject =>
		({ resource: 'quota', operation: 'get', resources }) as IDataObject;

	it('are answered for both resources', async () => {
		expect(await answered({ resource: 'quota', operation: 'get' })).toEqual([
			{ resource: 'COMMAND', used: 0, total: 100, remaining: 100, region: 'ap-guangzhou' },
			{ resource: 'REGISTER_CODE', used: 1, total: 100, remaining: 99, region: 'ap-guangzhou' },
		]);
	});

	it.each([
		['of the form', ['COMMAND']],
		['of an expression', '={{ "COMMAND" }}'],
	])('are answered for one resource %s', async (_, resources) => {
		expect(await answered(quota(resources))).toMatchObject([{ resource: 'COMMAND' }]);
	});

	it('need a right', async () => {
		expect(await refused(quota(['COMMAND']))).toMatch(
			/^Look-up of the quotas in ap-guangzhou failed: /,
		);
	});

	it.each<[unknown, string]>([
		['={{ [] }}', 'No resource is chosen'],
		['={{ ["INVOKER"] }}', 'Resources is "INVOKER", which is not one of COMMAND, REGISTER_CODE'],
	])('of %j are not asked for', async (resources, message) => {
		const requests = await stage.requestsDuring(async () => {
			await expect(answered(quota(resources))).rejects.toMatchObject({ message: message });
		});
		expect(requests).toEqual([]);
	});
});

describe('scenes', () => {
	const scenes = { resource: 'scene', operation: 'getAll' };

	it('are answered one by one', async () => {
		const items = await answered(scenes);
		expect(items).toHaveLength(3);
		expect(items[0]).toEqual({
			sceneId: 'sc-disk0001',
			sceneName: 'Disks',
			createdBy: 'TAT',
			createdTime: '2020-10-28T00:00:00Z',
			updatedTime: '2020-10-28T00:00:00Z',
			region: 'ap-guangzhou',
		});
		expect(await answered({ ...scenes, limit: 2 })).toHaveLength(2);
	});

	it('are filtered by their name', async () => {
		expect(await answered({ ...scenes, filters: { sceneName: 'Services' } })).toMatchObject([
			{ sceneId: 'sc-service1' },
		]);
		expect(await answered({ ...scenes, filters: { sceneName: 'Nothing' } })).toEqual([]);
	});

	it('need a right', async () => {
		expect(await refused(scenes)).toMatch(/^Listing of scenes in ap-guangzhou failed: /);
	});

	it('are not asked for with a limit of nothing', async () => {
		const requests = await stage.requestsDuring(async () => {
			await expect(answered({ ...scenes, limit: '={{ 0 }}' })).rejects.toMatchObject({
				message: 'Limit is 0',
			});
		});
		expect(requests).toEqual([]);
	});
});
