import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { instanceSpecs, virtualClock } from '../../../emulator/server.mts';
import type { RecordedRequest } from '../../../emulator/server.mts';
import { TencentTat } from '../../../nodes/TencentTat/TencentTat.node.ts';
import { operationsOf } from '../../../tools/reference/form.mts';
import { filledIn } from './filledForm.mts';
import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const TYPE = 'n8n-nodes-tencent-tat.tencentTat';
const NOT_FOUND = 'AuthFailure.SecretIdNotFound';
const TWO_HOURS_MS = 7_200_000;
const REGION = 'ap-guangzhou';
const OLD = { secretId: 'old', secretKey: 'the key of old' };
const NEW = { secretId: 'new', secretKey: 'the key of new' };
const OPERATIONS = operationsOf(new TencentTat().description.properties);

const clock = virtualClock();
const keys = [
	...[{ ...OLD }, { ...NEW }],
	{ secretId: 'all', secretKey: 'the key of all' },
	{ secretId: 'shared', secretKey: 'the key that is right' },
];
let stage: Stage;
let reads = 0;
/** Credentials that change while a step runs. */
let plain: IDataObject;
let role: IDataObject;

beforeAll(async () => {
	const instances = instanceSpecs('ins-quick', 2, {});
	stage = await startStage({ clock, keys, instances, rateLimit: false }, (endpoint) => {
		const all = { secretId: 'all', secretKey: 'the key of all', region: REGION, endpoint };
		const roleArn = 'qcs::cam::uin/100000000001:roleName/emulator';
		plain = { ...all };
		role = { ...all, assumeRole: true, roleArn };
		return {
			plain,
			role,
			noSecretId: { ...all, secretId: '' },
			noKeys: { ...all, secretId: ' ', secretKey: '' },
			counted: {
				...all,
				// n8n looks for it once each time
				get allowedDomains() {
					reads++;
					return undefined;
				},
			},
			byRegion: { ...all, region: '={{ $json.region }}' },
			byDefault: { ...all, region: `={{ $json.region || "${REGION}" }}` },
			byInput: { ...all, region: `={{ $input.item?.json.region ?? "${REGION}" }}` },
			byKey: { ...all, secretId: '={{ $json.id }}', region: '={{ $json.region }}' },
			constant: { ...all, region: '={{ $input.first().json.region }}' },
			right: { ...all, secretId: 'shared', secretKey: 'the key that is right' },
			impostor: { ...all, secretId: 'shared', secretKey: 'the key that is wrong' },
		};
	});
}, START_MS);

beforeEach(() => {
	keys.splice(0, 2, { ...OLD }, { ...NEW });
	Object.assign(plain, OLD);
	Object.assign(role, OLD);
});

afterEach(() => {
	stage.emulator.intercept = undefined;
});

afterAll(async () => await stage.stop());

const list = { operation: 'getAll', limit: 5 };
const run = { operation: 'runCommand', content: 'true', instanceIds: 'ins-quick0001' };
const cancel = (id: string): IDataObject => ({
	operation: 'cancel',
	invocationId: byId(id),
	waitForCompletion: false,
});
const summary = (requests: RecordedRequest[]) =>
	requests.map(({ action, secretId = '', errorCode }) =>
		[action, secretId.replace(/^AKID.+/, 'temporary'), errorCode].filter(Boolean).join(' '),
	);

describe('without keys', () => {
	it.each(OPERATIONS)(
		'$resource.name: $operation.name sends nothing and says so',
		async ({ resource, operation, fields }) => {
			const form = filledIn(fields.filter(({ type }) => type !== 'collection'));
			const changes = fields.find(({ name }) => name === 'updateFields')?.options?.slice(0, 1);
			const updateFields = changes && filledIn(changes as INodeProperties[]);
			const parameters = {
				...form,
				updateFields,
				resource: resource.value,
				operation: operation.value,
			};
			const requests = await stage.requestsDuring(async () => {
				const { error } = await stage.tat(parameters as IDataObject, { credential: 'noSecretId' });
				expect(error?.message).toBe('The credential has no SecretId');
				expect(error?.description).toMatch(/^Fill in SecretId and SecretKey/);
				expect(error?.name).toBe('NodeOperationError');
			});
			expect(requests).toEqual([]);
		},
	);

	it('says that both are missing', async () => {
		const { outputs } = await stage.tat(run, {
			credential: 'noKeys',
			onError: 'continueRegularOutput',
		});
		expect(outputs[0][0].json).toMatchObject({
			error: 'The credential has no SecretId and no SecretKey',
			details: { code: 'InvalidInput', retryable: false },
		});
	});

	it.each(['searchInvocations', 'searchCommands'])('%s says so in the editor', async (method) => {
		const form = { credentials: { tencentCloudApi: { id: 'noSecretId', name: 'noSecretId' } } };
		await expect(stage.engine.listSearch(TYPE, method, form)).rejects.toThrow(
			/The credential has no SecretId\. Fill in SecretId and SecretKey/,
		);
	});
});

describe('a key that is rotated while a step runs', () => {
	/** Has the old key go, and the credential hold the new one, while the first request of an action is under way. */
	function rotateAt(action: RegExp, credential: IDataObject) {
		stage.emulator.intercept = (request) => {
			if (action.test(request.action) && keys[0].secretId === 'old') {
				keys[0].secretId = 'gone';
				Object.assign(credential, NEW);
			}
			return undefined;
		};
	}

	it('does not end the wait, and starts nothing twice', async () => {
		rotateAt(/^Describe/, plain);
		const requests = await stage.requestsDuring(async () => {
			const wait = { ...run, waitForCompletion: true };
			const { error } = await stage.tat(wait, { credential: 'plain' });
			expect(error).toBeUndefined();
		});
		const [started, refused, ...others] = summary(requests);
		expect(started).toBe('RunCommand old');
		expect(refused).toMatch(new RegExp(`^Describe\\w+ old ${NOT_FOUND}$`));
		expect(others.length).toBeGreaterThan(0);
		for (const request of others) expect(request).toMatch(/^Describe\w+ new$/);
	});

	it('is asked for the keys of a role when these have expired', async () => {
		const listed = async () =>
			await stage.requestsDuring(async () => {
				const { error } = await stage.tat(list, { credential: 'role' });
				expect(error).toBeUndefined();
			});
		expect(summary(await listed())).toEqual(['AssumeRole old', 'DescribeInvocations temporary']);
		clock.advance(TWO_HOURS_MS);
		rotateAt(/^Describe/, role);
		expect(summary(await listed())).toEqual([
			'DescribeInvocations temporary AuthFailure.TokenFailure',
			'AssumeRole new',
			'DescribeInvocations temporary',
		]);
	});

	it('is read again when STS refuses the old one', async () => {
		rotateAt(/^AssumeRole$/, role);
		Object.assign(role, { roleSessionName: 'refused' });
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(run, { credential: 'role' });
			expect(error).toBeUndefined();
		});
		expect(summary(requests)).toEqual([
			`AssumeRole old ${NOT_FOUND}`,
			'AssumeRole new',
			'RunCommand temporary',
		]);
	});

	it('is taken by all requests that are under way', async () => {
		const input = Array.from({ length: 10 }, (_, index) => ({ id: `inv-${10_000_000 + index}` }));
		keys[0].secretId = 'gone';
		const requests = await stage.requestsDuring(async () => {
			stage.emulator.intercept = () => void Object.assign(plain, NEW);
			const { outputs } = await stage.tat(cancel('={{ $json.id }}'), {
				...{ credential: 'plain', input },
				onError: 'continueRegularOutput',
			});
			const codes = jsonOf(outputs[0]).map(({ details }) => (details as IDataObject).code);
			expect(new Set(codes)).toEqual(new Set(['ResourceNotFound.InvocationNotFound']));
		});
		const by = (id: string) => requests.filter(({ secretId }) => secretId === id).length;
		expect(by('new')).toBe(10);
		expect(by('old')).toBeLessThanOrEqual(10);
	});

	it('is tried once when the credential has not changed, and once more when it has', async () => {
		stage.emulator.intercept = () => ({ code: NOT_FOUND, message: 'Gone.' });
		const same = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(run, { credential: 'plain' });
			expect(error?.message).toContain(NOT_FOUND);
		});
		expect(summary(same)).toEqual([`RunCommand old ${NOT_FOUND}`]);

		let rotations = 0;
		stage.emulator.intercept = () => {
			Object.assign(plain, { secretId: `rotated-${rotations++}` });
			return { code: NOT_FOUND, message: 'Gone.' };
		};
		const everNew = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(run, { credential: 'plain' });
			expect(error?.message).toContain(NOT_FOUND);
		});
		expect(everNew).toHaveLength(2);
	});
});

describe('a credential with expressions over items', () => {
	const regions = (count: number, other = -1) =>
		Array.from({ length: count }, (_, item) =>
			item === other ? { region: 'ap-beijing' } : { region: REGION },
		);

	it.each<[string, IDataObject]>([
		['Run Command', run],
		['Cancel', cancel('inv-ib2lld37')],
		['Cancel Many', { operation: 'cancelMany' }],
		['Get Many', list],
		['a list of another resource', { resource: 'region', operation: 'getAll' }],
	])('is refused by %s before anything is sent', async (_, parameters) => {
		const requests = await stage.requestsDuring(async () => {
			const input = regions(3, 2);
			const { error } = await stage.tat(parameters, { credential: 'byRegion', input });
			expect(error?.message).toBe(
				'The credential is not the same for all items: its Region for item 2 is not the one for item 0',
			);
			expect(error?.description).toContain('Loop Over Items with a batch size of 1');
		});
		expect(requests).toEqual([]);
	});

	it('is an error of each item with On Error = Continue', async () => {
		const input = [
			{ id: 'all', region: REGION },
			{ id: 'new', region: 'ap-beijing' },
		];
		const requests = await stage.requestsDuring(async () => {
			const { outputs } = await stage.tat(run, {
				...{ credential: 'byKey', input },
				onError: 'continueRegularOutput',
			});
			expect(outputs[0]).toHaveLength(2);
			for (const { json } of outputs[0]) {
				expect(json.error).toContain('its SecretId, Region for item 1');
			}
		});
		expect(requests).toEqual([]);
	});

	it.each([
		['byRegion', 1000, 777],
		['byDefault', 1000, 999],
		['byDefault', 51, 1],
		['byInput', 50, 49],
	])(
		'is refused with %s for %d items, of which %d is another',
		async (credential, count, other) => {
			const input = regions(count, other);
			const { error } = await stage.tat(cancel('inv-ib2lld37'), { credential, input });
			expect(error?.message).toContain(`Region for item ${other} is not`);
		},
	);

	it.each([
		['byRegion', 3],
		['byDefault', 60],
		['constant', 60],
	])('works with %s for %d items for which it gives the same', async (credential, count) => {
		const { error } = await stage.tat(
			{ ...cancel('inv-ib2lld37'), instanceIds: 'ins-quick0001' },
			{ credential, input: regions(count) },
		);
		expect(error?.message).toContain('ResourceNotFound.InvocationNotFound');
	});

	it('costs 10,000 items no more than some dozen reads when there are none', async () => {
		reads = 0;
		await stage.tat(cancel('inv-ib2lld37'), { credential: 'counted', input: regions(10_000) });
		expect(reads).toBeGreaterThan(0);
		expect(reads).toBeLessThan(60);
	});
});

describe('one credential and another', () => {
	it("do not share a rate by a SecretId alone, so that nobody uses up another's", async () => {
		const input = Array.from({ length: 60 }, (_, index) => ({ id: `inv-${10_000_000 + index}` }));
		const requests = await stage.requestsDuring(async () => {
			const impostor = stage.tat(cancel('={{ $json.id }}'), {
				...{ credential: 'impostor', input },
				onError: 'continueRegularOutput',
			});
			while (stage.emulator.requests.at(-1)?.errorCode !== 'AuthFailure.SignatureFailure')
				await new Promise((resolve) => setTimeout(resolve, 5));
			await stage.tat(cancel('inv-ib2lld37'), { credential: 'right' });
			await impostor;
		});
		expect(requests).toHaveLength(61);
		const own = requests.findIndex(({ params }) => params.InvocationId === 'inv-ib2lld37');
		// the others are let through twenty a second
		expect(own).toBeLessThan(60);
	});
});
