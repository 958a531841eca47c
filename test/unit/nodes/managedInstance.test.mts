import type { IDataObject } from 'n8n-workflow';

import { byId, jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage } from './stage.mts';

const NO_CODE = 'f4ff4ac0-4f4f-4a3b-9d0c-2f2b8b0e9d6c';
let stage: Stage;
let codeId: string;
let web: string;
let mail: string;

beforeAll(async () => {
	stage = await startStage({ rateLimit: false });
	const code = await stage.item({ resource: 'registrationCode', operation: 'create' });
	const value = code.registerCodeValue as string;
	codeId = code.registerCodeId as string;
	web = stage.emulator.enrol(value, { hostName: 'web', localIp: '10.0.0.1' });
	mail = stage.emulator.enrol(value, {
		hostName: 'mail',
		localIp: '10.0.0.2',
		online: false,
		environment: 'Windows',
		tags: [
			{ Key: 'team', Value: 'ops' },
			{ Key: 'site', Value: 'berlin' },
		],
	});
}, START_MS);

afterAll(async () => await stage.stop());

const managed = (parameters: IDataObject): IDataObject => ({
	resource: 'managedInstance',
	...parameters,
});

async function found(parameters: IDataObject) {
	const { outputs, error } = await stage.tat(managed({ operation: 'getAll', ...parameters }));
	if (error) throw error;
	return jsonOf(outputs[0]);
}

describe('Get Many', () => {
	it('answers one item for each, newest first', async () => {
		expect(await found({})).toEqual([
			{
				instanceId: mail,
				instanceName: 'mail',
				status: 'Offline',
				systemName: 'Windows',
				hostName: 'mail',
				localIp: '10.0.0.2',
				registerCodeId: codeId,
				createdTime: expect.stringMatching(/^\d{4}-/),
				updatedTime: expect.stringMatching(/^\d{4}-/),
				tags: { team: 'ops', site: 'berlin' },
				region: 'ap-guangzhou',
			},
			expect.objectContaining({ instanceId: web, status: 'Online', tags: {} }),
		]);
	});

	it("answers the vendor's fields when not simplified", async () => {
		const [instance] = await found({ simplify: false, limit: 1 });
		expect(instance).toMatchObject({
			InstanceId: mail,
			MachineId: expect.any(String),
			PublicKey: expect.stringContaining('BEGIN PUBLIC KEY'),
		});
	});

	it('keeps to the limit', async () => {
		expect(await found({ limit: 1 })).toHaveLength(1);
		expect(await found({ returnAll: true })).toHaveLength(2);
	});

	it.each<[string, () => IDataObject, string[]]>([
		['instance IDs', () => ({ instanceIds: `${web} ${mail}` }), ['mail', 'web']],
		['instance ID', () => ({ instanceIds: web }), ['web']],
		['name', () => ({ instanceName: 'mail' }), ['mail']],
		['local IP', () => ({ localIp: '10.0.0.1' }), ['web']],
		['registration code', () => ({ registerCodeId: codeId }), ['mail', 'web']],
		['another registration code', () => ({ registerCodeId: NO_CODE }), []],
		['status', () => ({ status: 'Offline' }), ['mail']],
		['system', () => ({ systemName: 'Linux' }), ['web']],
		['key of a tag', () => ({ tagKey: 'team' }), ['mail']],
		['value of a tag', () => ({ tagValue: 'berlin' }), ['mail']],
		['tag', () => ({ tagKey: 'team', tagValue: 'berlin' }), []],
		['status and system', () => ({ status: 'Offline', systemName: 'Linux' }), []],
	])('filters by %s', async (_, filters, names) => {
		const instances = await found({ filters: filters() });
		expect(instances.map(({ instanceName }) => instanceName)).toEqual(names);
	});
});

describe('Rename', () => {
	it('gives another name', async () => {
		const renamed = managed({
			operation: 'rename',
			managedInstanceId: byId(web),
			instanceName: ' www ',
		});
		expect(await stage.item(renamed)).toEqual({
			instanceId: web,
			instanceName: 'www',
			region: 'ap-guangzhou',
			requestIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
		});
		expect(await found({ filters: { instanceName: 'www' } })).toMatchObject([
			{ instanceId: web, hostName: 'web' },
		]);
	});

	it('says that there is no such instance', async () => {
		const { error } = await stage.tat(
			managed({
				operation: 'rename',
				managedInstanceId: byId('rins-00000000'),
				instanceName: 'www',
			}),
		);
		expect(error?.message).toMatch(
			/^Renaming of the managed instance rins-00000000 in ap-guangzhou failed: .+ there is no such managed instance \(/,
		);
	});
});

describe('Delete', () => {
	const deletion = (id: string) => managed({ operation: 'delete', managedInstanceId: byId(id) });

	it('removes the registration', async () => {
		const code = await stage.item({ resource: 'registrationCode', operation: 'create' });
		const id = stage.emulator.enrol(code.registerCodeValue as string, {
			hostName: 'old',
			localIp: '10.0.0.3',
		});
		expect(await stage.item(deletion(id))).toEqual({ deleted: true });
		expect(await found({ filters: { instanceIds: id } })).toEqual([]);
	});

	it('says that there is no such instance', async () => {
		const { error } = await stage.tat(deletion('rins-00000000'));
		expect(error?.message).toMatch(
			/^Deletion of the managed instance rins-00000000 in ap-guangzhou failed: there is no such managed instance \(ResourceNotFound\.RegisterInstanceNotFoundCode, /,
		);
	});

	it('takes it for done when the answer to it was lost', async () => {
		const code = await stage.item({ resource: 'registrationCode', operation: 'create' });
		const id = stage.emulator.enrol(code.registerCodeValue as string, {
			hostName: 'older',
			localIp: '10.0.0.4',
		});
		let lost = 0;
		stage.emulator.intercept = ({ action }) =>
			action === 'DeleteRegisterInstance' && lost++ === 0
				? { drop: true, afterProcessing: true }
				: undefined;
		const answer = await stage.item(deletion(id));
		stage.emulator.intercept = undefined;
		expect(answer).toEqual({ deleted: true });
		expect(lost).toBe(2);
	});
});

describe('bad input, and nothing sent', () => {
	it.each<[string, IDataObject, string]>([
		[
			'the ID of a CVM instance',
			{ operation: 'delete', managedInstanceId: byId('ins-zcewfho0') },
			'"ins-zcewfho0" is the ID of an instance',
		],
		[
			'no ID',
			{ operation: 'rename', managedInstanceId: byId(''), instanceName: 'x' },
			'No managed instance ID is given',
		],
		[
			'no name',
			{ operation: 'rename', managedInstanceId: byId('rins-00000000'), instanceName: '={{ " " }}' },
			'Instance Name has 0 characters, and at least 1 are needed',
		],
		[
			'a name that is too long',
			{
				operation: 'rename',
				managedInstanceId: byId('rins-00000000'),
				instanceName: 'x'.repeat(61),
			},
			'Instance Name has 61 characters, and at most 60 can be sent',
		],
		[
			'a filter by IDs of other instances',
			{ operation: 'getAll', filters: { instanceIds: 'ins-zcewfho0' } },
			'Not a managed instance ID: "ins-zcewfho0"',
		],
		[
			'a filter by more IDs than it takes',
			{
				operation: 'getAll',
				filters: { instanceIds: '123456'.replace(/./g, 'rins-0000000$& ') },
			},
			'The filter instance-id has 6 entries, and at most 5 can be sent',
		],
		[
			'a filter by what is no registration code ID',
			{ operation: 'getAll', filters: { registerCodeId: 'secret' } },
			'"secret" is not a registration code ID',
		],
	])('%s', async (_, parameters, message) => {
		const requests = await stage.requestsDuring(async () => {
			const { error } = await stage.tat(managed(parameters));
			expect(error?.message).toBe(message);
		});
		expect(requests).toEqual([]);
	});
});
