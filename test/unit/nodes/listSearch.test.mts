import { instanceSpecs } from '../../../emulator/server.mts';
import { byId, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const TYPE = 'n8n-nodes-tencent-tat.tencentTat';
let stage: Stage;
let unfinished: string;
let finished: string;

beforeAll(async () => {
	stage = await startStage(
		{
			keys: [
				{ secretId: 'all', secretKey: 'all-secret' },
				{ secretId: 'none', secretKey: 'none-secret', allow: [] },
			],
			instances: [
				...instanceSpecs('ins-long', 1, { runMs: 600_000 }),
				...instanceSpecs('ins-quick', 1, {}),
				{ instanceId: 'ins-abroad01', region: 'ap-singapore', agent: {} },
			],
			rateLimit: false,
		},
		(endpoint) => ({
			noRights: { secretId: 'none', secretKey: 'none-secret', region: 'ap-guangzhou', endpoint },
			noRegion: { secretId: 'all', secretKey: 'all-secret', endpoint },
		}),
	);
	unfinished = await run('ins-long0001', 'endless');
	finished = await run('ins-quick0001', 'short');
}, START_MS);

afterAll(async () => await stage.stop());

async function run(instanceIds: string, commandName: string, region = '') {
	const { invocationId } = await stage.item({
		operation: 'runCommand',
		content: 'true',
		instanceIds,
		options: { commandName, timeout: 3600, ...(region && { region: byId(region) }) },
	});
	return invocationId as string;
}

function search(method: string, filter?: string, form: object = {}, credential = 'good') {
	return stage.engine.listSearch(TYPE, method, {
		parameters: { resource: 'invocation', operation: 'cancel', options: {}, ...form },
		credentials: { tencentCloudApi: { id: credential, name: credential } },
		filter,
	});
}

describe('invocations', () => {
	it('lists the unfinished first, with name, status, time and ID', async () => {
		const { results } = await search('searchInvocations');
		expect(results).toEqual([
			{
				name: expect.stringMatching(
					new RegExp(`^endless · RUNNING · \\d\\d-\\d\\d \\d\\d:\\d\\d UTC · ${unfinished}$`),
				),
				value: unfinished,
			},
			{ name: expect.stringMatching(/^short · SUCCESS · /), value: finished },
		]);
	});

	it('filters by what is shown, whatever its case', async () => {
		expect((await search('searchInvocations', 'SHORT')).results).toHaveLength(1);
		expect((await search('searchInvocations', 'running')).results[0].value).toBe(unfinished);
		expect((await search('searchInvocations', 'nothing like it')).results).toEqual([]);
	});

	it('asks for a whole ID directly', async () => {
		const [{ params }] = await stage.requestsDuring(async () => {
			const { results } = await search('searchInvocations', finished);
			expect(results.map(({ value }) => value)).toEqual([finished]);
		});
		expect(params).toEqual({ InvocationIds: [finished] });
	});

	it('lists those of the region chosen under Options', async () => {
		const abroad = await run('ins-abroad01', 'abroad', 'ap-singapore');
		const { results } = await search('searchInvocations', '', {
			options: { region: byId('ap-singapore') },
		});
		expect(results.map(({ value }) => value)).toEqual([abroad]);
	});

	it('goes on page by page', async () => {
		await stage.tat(
			{ operation: 'runCommand', content: 'true', instanceIds: 'ins-quick0001' },
			{ input: Array.from({ length: 100 }, () => ({})) },
		);
		const first = await search('searchInvocations');
		expect(first.results).toHaveLength(100);
		const second = await stage.engine.listSearch(TYPE, 'searchInvocations', {
			parameters: { resource: 'invocation', operation: 'cancel', options: {} },
			credentials: { tencentCloudApi: { id: 'good', name: 'good' } },
			paginationToken: first.paginationToken as string,
		});
		expect(second.results.map(({ value }) => value)).toEqual([unfinished, finished]);
		expect(second.paginationToken).toBeUndefined();

		const found = await search('searchInvocations', 'endless');
		expect(found.results.map(({ value }) => value)).toEqual([unfinished]);
		expect(found.paginationToken).toBeUndefined();
	}, 15_000); // a hundred runs take five seconds at the rate of the API

	it('names the right that is missing, and everything once', async () => {
		await expect(search('searchInvocations', '', {}, 'noRights')).rejects.toMatchObject({
			message: expect.stringMatching(
				/CamAuthFailed((?!CamAuthFailed).)+Allow tat:DescribeInvocations for this key((?!CamAuthFailed).)+Or choose By ID and type it\.$/,
			),
			description: undefined,
		});
	});

	it('says where to set a region when there is none', async () => {
		await expect(search('searchInvocations', '', {}, 'noRegion')).rejects.toMatchObject({
			message: expect.stringMatching(/^No region is set\. .+Options > Region/),
		});
	});
});

describe('a text that is searched for', () => {
	const instances = instanceSpecs('ins-many', 1500, {});
	let fleet: Stage;
	beforeAll(async () => (fleet = await startStage({ instances })), START_MS);
	afterAll(async () => await fleet.stop());

	const searchFleet = async (filter: string) =>
		await fleet.engine.listSearch(TYPE, 'searchInstances', {
			parameters: { resource: 'invocation', operation: 'runCommand', options: {} },
			credentials: { tencentCloudApi: { id: 'good', name: 'good' } },
			filter,
		});

	it('is looked for until the list is full', async () => {
		const requests = await fleet.requestsDuring(async () => {
			const { results, paginationToken } = await searchFleet('many03');
			expect(results).toHaveLength(100);
			expect(paginationToken).toBe('400');
		});
		expect(requests).toHaveLength(4);
	});

	it('is looked for in a thousand entries at a time', async () => {
		const { results, paginationToken } = await searchFleet('many14');
		expect(results).toEqual([]);
		expect(paginationToken).toBe('1000');
	});
});

describe('regions', () => {
	it('lists those that TAT names', async () => {
		const requests = await stage.requestsDuring(async () => {
			const { results } = await search('searchRegions');
			expect(results).toContainEqual({
				name: expect.stringContaining('(ap-guangzhou)'),
				value: 'ap-guangzhou',
			});
		});
		expect(requests.map(({ action }) => action)).toEqual(['DescribeRegions']);
	});

	it('filters them', async () => {
		const { results } = await search('searchRegions', 'singap');
		expect(results.map(({ value }) => value)).toEqual(['ap-singapore']);
	});

	it('falls back on the built-in ones where TAT cannot be asked', async () => {
		const { results } = await search('searchRegions', '', {}, 'noRights');
		expect(results).toContainEqual({ name: 'Guangzhou (ap-guangzhou)', value: 'ap-guangzhou' });
	});
});
