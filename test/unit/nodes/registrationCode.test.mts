import type { IDataObject } from 'n8n-workflow';

import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const NO_CODE = 'f4ff4ac0-4f4f-4a3b-9d0c-2f2b8b0e9d6c';
let stage: Stage;

beforeAll(async () => {
	stage = await startStage({ rateLimit: false });
}, START_MS);

afterAll(async () => await stage.stop());

const code = (parameters: IDataObject): IDataObject => ({
	resource: 'registrationCode',
	...parameters,
});

const create = async (options: IDataObject = {}) =>
	await stage.item(code({ operation: 'create', options }));

async function all() {
	const { outputs } = await stage.tat(code({ operation: 'getAll', returnAll: true }));
	return jsonOf(outputs[0]);
}

async function described(id: unknown) {
	return (await all()).find(({ registerCodeId }) => registerCodeId === id);
}

const hoursLeft = (item: IDataObject = {}) =>
	(Date.parse(item.expiredTime as string) - Date.parse(item.createdTime as string)) / 3_600_000;

describe('Create', () => {
	it('answers the ID and, this once, the secret value', async () => {
		const created = await create();
		expect(created).toEqual({
			registerCodeId: expect.stringMatching(/^[0-9a-f-]{36}$/),
			registerCodeValue: expect.stringMatching(/^\w{20,}$/),
			region: 'ap-guangzhou',
			requestIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
		});
		const item = await described(created.registerCodeId);
		expect(item).toMatchObject({ registerLimit: 10, ipAddressRange: '', description: '' });
		expect(hoursLeft(item)).toBe(4);
		expect(JSON.stringify(item)).not.toContain(created.registerCodeValue);
	});

	it('sends what is set', async () => {
		const { registerCodeId } = await create({
			description: 'office',
			effectiveTime: 48,
			instanceNamePrefix: 'office',
			ipAddressRange: '={{ " 10.0.0.0/8 " }}',
			registerLimit: 3,
		});
		const item = await described(registerCodeId);
		expect(item).toMatchObject({
			description: 'office',
			instanceNamePrefix: 'office',
			ipAddressRange: '10.0.0.0/8',
			registerLimit: 3,
		});
		expect(hoursLeft(item)).toBe(48);
	});

	it('makes one that never expires, whatever the effective time says', async () => {
		const { registerCodeId } = await create({ neverExpires: true, effectiveTime: 2 });
		expect(await described(registerCodeId)).toMatchObject({ expiredTime: null });
	});

	it('is not repeated when its answer is lost', async () => {
		stage.emulator.intercept = () => ({ drop: true, afterProcessing: true });
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(code({ operation: 'create' }));
			expect(error?.message).toMatch(
				/^Creation of a registration code in ap-guangzhou failed: .+Whether it went through is not known/,
			);
		});
		stage.emulator.intercept = undefined;
		expect(requests).toHaveLength(1);
	});

	it('says what the API says against it', async () => {
		stage.emulator.intercept = () => ({
			code: 'ResourceNotFound.RoleNotFound',
			message: 'The role is missing.',
		});
		const { error } = await stage.tat(code({ operation: 'create' }));
		stage.emulator.intercept = undefined;
		expect(error?.message).toMatch(/failed: the role that TAT needs does not exist \(/);
		expect(error?.description).toMatch(/^Open TAT once in the console/);
	});
});

describe('Get Many', () => {
	it('answers one item for each, newest first, with how much it was used', async () => {
		const created = await create({ description: 'newest' });
		stage.emulator.enrol(created.registerCodeValue as string, {
			hostName: 'web',
			localIp: '10.0.0.1',
		});
		const { outputs } = await stage.tat(code({ operation: 'getAll', limit: 2 }));
		const [first, ...others] = jsonOf(outputs[0]);
		expect(first).toEqual({
			registerCodeId: created.registerCodeId,
			description: 'newest',
			instanceNamePrefix: '',
			registerLimit: 10,
			registeredCount: 1,
			ipAddressRange: '',
			enabled: true,
			expiredTime: expect.stringMatching(/^\d{4}-/),
			createdTime: expect.stringMatching(/^\d{4}-/),
			updatedTime: expect.stringMatching(/^\d{4}-/),
			region: 'ap-guangzhou',
		});
		expect(others).toHaveLength(1);
	});

	it('says what the API says against it', async () => {
		stage.emulator.intercept = () => ({
			code: 'UnauthorizedOperation.AssumeRoleUnauthorized',
			message: 'No.',
		});
		const { error } = await stage.tat(code({ operation: 'getAll' }));
		stage.emulator.intercept = undefined;
		expect(error?.message).toMatch(/^Listing of registration codes in ap-guangzhou failed: /);
	});
});

describe('Disable and Delete', () => {
	it('disables a code', async () => {
		const { registerCodeId, registerCodeValue } = await create();
		const disabled = code({ operation: 'disable', registrationCodeId: byId(registerCodeId) });
		expect(await stage.item(disabled)).toEqual({
			registerCodeId,
			enabled: false,
			region: 'ap-guangzhou',
			requestIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
		});
		expect(await described(registerCodeId)).toMatchObject({ enabled: false });
		const machine = { hostName: 'web', localIp: '10.0.0.1' };
		expect(() => stage.emulator.enrol(registerCodeValue as string, machine)).toThrow('disabled');
	});

	it('deletes a code', async () => {
		const { registerCodeId } = await create();
		const deleted = code({ operation: 'delete', registrationCodeId: byId(registerCodeId) });
		expect(await stage.item(deleted)).toEqual({ deleted: true });
		expect(await described(registerCodeId)).toBeUndefined();
	});

	it.each([
		['disable', 'Disabling'],
		['delete', 'Deletion'],
	])('%s says that there is no such code', async (operation, subject) => {
		const { error } = await stage.tat(code({ operation, registrationCodeId: byId(NO_CODE) }));
		expect(error?.message).toMatch(
			new RegExp(
				`^${subject} of the registration code ${NO_CODE} in ap-guangzhou failed: there is no such registration code \\(ResourceNotFound\\.RegisterCodesNotFoundCode, `,
			),
		);
	});
});

describe('bad input, and nothing sent', () => {
	const range = (ipAddressRange: string): [string, IDataObject, string] => [
		`the range ${ipAddressRange}`,
		{ operation: 'create', options: { ipAddressRange } },
		`IP Address Range is "${ipAddressRange}", which is neither an IPv4 address nor a range of them`,
	];
	it.each<[string, IDataObject, string]>([
		...['10.0.0', '10.0.0.256', '10.0.0.0/33', '10.0.0.01', 'fd00::/8', '10.0.0.1-9'].map(range),
		[
			'no machine at all',
			{ operation: 'create', options: { registerLimit: '={{ 0 }}' } },
			'Register Limit is 0',
		],
		[
			'more machines than a code takes',
			{ operation: 'create', options: { registerLimit: '={{ 10001 }}' } },
			'Register Limit is 10001',
		],
		[
			'half an hour',
			{ operation: 'create', options: { effectiveTime: '={{ 0.5 }}' } },
			'Effective Time is 0.5',
		],
		[
			'hours that the API takes for no end',
			{ operation: 'create', options: { effectiveTime: '={{ 100000 }}' } },
			'Effective Time is 100000',
		],
		[
			'a description that is too long',
			{ operation: 'create', options: { description: 'x'.repeat(129) } },
			'Description has 129 characters, and at most 128 can be sent',
		],
		[
			'a prefix that is too long',
			{ operation: 'create', options: { instanceNamePrefix: 'x'.repeat(33) } },
			'Instance Name Prefix has 33 characters, and at most 32 can be sent',
		],
		[
			'the code itself instead of its ID',
			{ operation: 'disable', registrationCodeId: byId('9f86d081884c7d659a2feaa0c55ad015') },
			'"9f86d081884c7d659a2feaa0c55ad015" is not a registration code ID',
		],
		[
			'no ID',
			{ operation: 'delete', registrationCodeId: byId('') },
			'No registration code ID is given',
		],
	])('%s', async (_, parameters, message) => {
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(code(parameters));
			expect(error?.message).toBe(message);
		});
		expect(requests).toEqual([]);
	});
});
