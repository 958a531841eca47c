import type { IDataObject } from 'n8n-workflow';

import { byId, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const TYPE = 'n8n-nodes-tencent-tat.tencentTat';
let stage: Stage;

beforeAll(async () => {
	stage = await startStage(
		{
			keys: [
				{ secretId: 'all', secretKey: 'all-secret' },
				{ secretId: 'none', secretKey: 'none-secret', allow: [] },
			],
			rateLimit: false,
			instances: [
				{ instanceId: 'ins-silent1', agent: {}, online: false },
				{ instanceId: 'ins-quick01', agent: {} },
				{ instanceId: 'ins-long001', agent: { runMs: 600_000 } },
				{ instanceId: 'lhins-window1', agent: {}, environment: 'Windows' },
				{ instanceId: 'ins-abroad1', region: 'ap-singapore', agent: {} },
			],
		},
		(endpoint) => ({
			noRights: { secretId: 'none', secretKey: 'none-secret', region: 'ap-guangzhou', endpoint },
		}),
	);
}, START_MS);

afterAll(async () => await stage.stop());

async function search(
	method: string,
	{ filter = '', credential = 'good', ...form }: IDataObject & { filter?: string } = {},
) {
	const { results } = await stage.engine.listSearch(TYPE, method, {
		parameters: { resource: 'agent', operation: 'getStatus', options: {}, ...form },
		credentials: { tencentCloudApi: { id: credential as string, name: credential as string } },
		filter,
	});
	return results;
}

const values = (results: Awaited<ReturnType<typeof search>>) => results.map(({ value }) => value);

describe('instances', () => {
	it('are those with an agent, online first', async () => {
		expect(await search('searchInstances')).toEqual([
			{ name: 'ins-quick01 · Online · Linux', value: 'ins-quick01' },
			{ name: 'ins-long001 · Online · Linux', value: 'ins-long001' },
			{ name: 'lhins-window1 · Online · Windows', value: 'lhins-window1' },
			{ name: 'ins-silent1 · Offline · Linux', value: 'ins-silent1' },
		]);
	});

	it('are searched by what is shown', async () => {
		expect(values(await search('searchInstances', { filter: 'windows' }))).toEqual([
			'lhins-window1',
		]);
		const [{ params }] = await stage.requestsDuring(async () => {
			const found = await search('searchInstances', { filter: 'ins-long001' });
			expect(values(found)).toEqual(['ins-long001']);
		});
		expect(params).toEqual({ InstanceIds: ['ins-long001'] });
	});

	it('are those of the region under Options', async () => {
		const options = { region: byId('ap-singapore') };
		expect(values(await search('searchInstances', { options }))).toEqual(['ins-abroad1']);
	});

	describe('of an invocation to cancel', () => {
		const cancel = (invocationId: unknown) =>
			({
				resource: 'invocation',
				operation: 'cancel',
				invocationId: { __rl: true, mode: 'list', value: invocationId },
			}) as IDataObject;
		let invocationId: unknown;
		beforeAll(async () => {
			({ invocationId } = await stage.item({
				operation: 'runCommand',
				content: 'true',
				instanceIds: 'ins-quick01, ins-long001',
				options: { timeout: 3600 },
			}));
		});

		it('are those it runs on, the unfinished first', async () => {
			expect(await search('searchInstances', cancel(invocationId))).toEqual([
				{ name: 'ins-long001 · RUNNING', value: 'ins-long001' },
				{ name: 'ins-quick01 · SUCCESS', value: 'ins-quick01' },
			]);
			const filtered = await search('searchInstances', {
				...cancel(invocationId),
				filter: 'success',
			});
			expect(values(filtered)).toEqual(['ins-quick01']);
		});

		it.each(['', '={{ $json.invocationId }}'])(
			'are all while the invocation is "%s"',
			async (unknown) => {
				expect(await search('searchInstances', cancel(unknown))).toHaveLength(4);
			},
		);

		it('are all for another operation', async () => {
			const form = { ...cancel(invocationId), operation: 'runCommand' };
			expect(await search('searchInstances', form)).toHaveLength(4);
		});

		it('cannot be listed without the right, and the message says which', async () => {
			const form = { ...cancel(invocationId), credential: 'noRights' };
			await expect(search('searchInstances', form)).rejects.toMatchObject({
				message: expect.stringMatching(/Allow tat:DescribeInvocations.+Or choose By ID/),
			});
		});
	});
});

describe('registration codes and managed instances', () => {
	let codes: IDataObject[];
	let web: string;
	let mail: string;
	beforeAll(async () => {
		const create = async (options: IDataObject) =>
			await stage.item({ resource: 'registrationCode', operation: 'create', options });
		codes = [
			await create({ description: 'office', neverExpires: true, registerLimit: 3 }),
			await create({ description: 'old' }),
			await create({}),
		];
		await stage.item({
			resource: 'registrationCode',
			operation: 'disable',
			registrationCodeId: byId(codes[1].registerCodeId),
		});
		const value = codes[0].registerCodeValue as string;
		web = stage.emulator.enrol(value, { hostName: 'web', localIp: '10.0.0.1' });
		mail = stage.emulator.enrol(value, { hostName: 'mail', localIp: '10.0.0.2', online: false });
	});

	it('lists codes, the enabled first', async () => {
		const [office, old, unnamed] = codes.map(({ registerCodeId }) => registerCodeId);
		expect(await search('searchRegistrationCodes')).toEqual([
			{
				name: expect.stringMatching(
					/^Undescribed · 0\/10 used · expires \d\d-\d\d \d\d:\d\d UTC · [0-9a-f-]{36}$/,
				),
				value: unnamed,
			},
			{ name: `office · 2/3 used · never expires · ${office}`, value: office },
			{ name: `old · 0/10 used · disabled · ${old}`, value: old },
		]);
		const [{ params }] = await stage.requestsDuring(async () => {
			const filter = old as string;
			expect(values(await search('searchRegistrationCodes', { filter }))).toEqual([old]);
		});
		expect(params).toEqual({ RegisterCodeIds: [old] });
	});

	it('lists managed instances, those online first', async () => {
		expect(await search('searchManagedInstances')).toEqual([
			{ name: `web · Online · ${web}`, value: web },
			{ name: `mail · Offline · ${mail}`, value: mail },
		]);
		expect(values(await search('searchManagedInstances', { filter: 'MAIL' }))).toEqual([mail]);
	});

	it.each(['searchRegistrationCodes', 'searchManagedInstances', 'searchInstances'])(
		'%s says which right is missing',
		async (method) => {
			await expect(search(method, { credential: 'noRights' })).rejects.toMatchObject({
				message: expect.stringMatching(/Allow tat:Describe\w+ for this key.+Or choose By ID/),
			});
		},
	);
});
