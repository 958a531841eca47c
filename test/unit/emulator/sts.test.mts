import { Agent } from 'node:http';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client.js';
import type { AssumeRoleRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models.js';
import { startEmulator, virtualClock } from '../../../emulator/server.mts';
import type { Emulator } from '../../../emulator/server.mts';
import { codeOf, sdk } from './sdk.mts';

const ARN = 'qcs::cam::uin/100000000001:roleName/';
const clock = virtualClock();
let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator({
		clock,
		keys: [
			{ secretId: 'caller', secretKey: 'caller secret' },
			{ secretId: 'other', secretKey: 'other secret' },
			{ secretId: 'powerless', secretKey: 'powerless secret', allow: ['DescribeRegions'] },
		],
		roles: [
			{ arn: `${ARN}open` },
			{ arn: `${ARN}trusting`, trusted: ['other'] },
			{ arn: `${ARN}external`, externalId: 'n8n-4711' },
			{ arn: `${ARN}reader`, allow: ['DescribeInvocations'] },
		],
	});
});

afterAll(async () => await emulator.stop());

/** The official SDK's client of STS, with the keys of a caller. */
function sts(secretId = 'caller', region = 'ap-guangzhou') {
	return new Client({
		credential: { secretId, secretKey: `${secretId} secret` },
		region,
		profile: {
			httpProfile: {
				protocol: 'http://',
				endpoint: emulator.endpoint.replace('http://', ''),
				agent: new Agent(),
			},
		},
	});
}

const role = (name: string, more: Partial<AssumeRoleRequest> = {}): AssumeRoleRequest => ({
	RoleArn: `${ARN}${name}`,
	RoleSessionName: 'n8n',
	...more,
});

/** The official SDK's client of TAT, with temporary keys. */
async function tat(name: string, more?: Partial<AssumeRoleRequest>) {
	const { Credentials = {} } = await sts().AssumeRole(role(name, more));
	const { TmpSecretId, TmpSecretKey, Token } = Credentials;
	return (token = Token) =>
		sdk(emulator, { secretId: TmpSecretId, secretKey: TmpSecretKey, token });
}

describe('AssumeRole', () => {
	it('answers keys and when they expire', async () => {
		const answer = await sts().AssumeRole(role('open', { DurationSeconds: 900 }));
		expect(answer).toEqual({
			Credentials: {
				TmpSecretId: expect.stringMatching(/^AKID\w+$/),
				TmpSecretKey: expect.stringMatching(/./),
				Token: expect.stringMatching(/./),
			},
			ExpiredTime: Math.floor(clock.now() / 1000) + 900,
			Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			RequestId: expect.any(String),
		});
		expect(Date.parse(answer.Expiration ?? '')).toBe((answer.ExpiredTime ?? 0) * 1000);
	});

	it('lets them live for two hours unless told', async () => {
		const { ExpiredTime } = await sts().AssumeRole(role('open'));
		expect(ExpiredTime).toBe(Math.floor(clock.now() / 1000) + 7200);
	});

	it.each<[string, AssumeRoleRequest, string, string | undefined]>([
		['with the external ID', role('external', { ExternalId: 'n8n-4711' }), 'caller', undefined],
		['by whom the role trusts', role('trusting'), 'other', undefined],
		['by whom it does not trust', role('trusting'), 'caller', 'UnauthorizedOperation'],
		['without the external ID', role('external'), 'caller', 'UnauthorizedOperation'],
		[
			'with another external ID',
			role('external', { ExternalId: 'n8n-4712' }),
			'caller',
			'UnauthorizedOperation',
		],
		['of no role', role('nobody'), 'caller', 'ResourceNotFound.RoleNotFound'],
		['without permission', role('open'), 'powerless', 'UnauthorizedOperation.CamAuthFailed'],
		['by nobody', role('open'), 'nobody', 'AuthFailure.SecretIdNotFound'],
		[
			'of what is no role',
			{ RoleArn: 'acs:ram::1:role/x', RoleSessionName: 'n8n' },
			'caller',
			'InvalidParameter.ParamError',
		],
		[
			'with a short session name',
			role('open', { RoleSessionName: 'n' }),
			'caller',
			'InvalidParameter.ParamError',
		],
		[
			'with a space in the session name',
			role('open', { RoleSessionName: 'n 8 n' }),
			'caller',
			'InvalidParameter.ParamError',
		],
		[
			'with a short external ID',
			role('open', { ExternalId: 'x' }),
			'caller',
			'InvalidParameter.ParamError',
		],
		['for no time', role('open', { DurationSeconds: 0 }), 'caller', 'InvalidParameter.ParamError'],
		['for 12 hours', role('open', { DurationSeconds: 43_200 }), 'caller', undefined],
		[
			'for longer',
			role('open', { DurationSeconds: 43_201 }),
			'caller',
			'InvalidParameter.OverTimeError',
		],
		[
			'without a role',
			{ RoleSessionName: 'n8n' } as AssumeRoleRequest,
			'caller',
			'MissingParameter',
		],
		[
			'with what it does not know',
			{ ...role('open'), Force: true } as AssumeRoleRequest,
			'caller',
			'UnknownParameter',
		],
	])('%s', async (_, request, caller, code) => {
		expect(await codeOf(sts(caller).AssumeRole(request))).toBe(code);
	});

	it('needs a region', async () => {
		expect(await codeOf(sts('caller', '').AssumeRole(role('open')))).toBe('MissingParameter');
	});

	it('is no action of TAT, nor is TAT’s one of STS', async () => {
		expect(await codeOf(sdk(emulator).request('AssumeRole', role('open')))).toBe('InvalidAction');
		expect(await codeOf(sts().request('DescribeInvocations', {}))).toBe('InvalidAction');
	});

	it('names itself where CAM refuses it', async () => {
		await expect(sts('powerless').AssumeRole(role('open'))).rejects.toThrow('sts:AssumeRole');
	});
});

describe('temporary keys', () => {
	it('are taken by TAT with their token only', async () => {
		const client = await tat('open');
		expect(await codeOf(client().DescribeInvocations({}))).toBeUndefined();
		expect(await codeOf(client('').DescribeInvocations({}))).toBe('AuthFailure.TokenFailure');
		expect(await codeOf(client('other').DescribeInvocations({}))).toBe('AuthFailure.TokenFailure');
	});

	it('are not taken with the token of others', async () => {
		const { Credentials } = await sts().AssumeRole(role('open'));
		const client = await tat('open');
		expect(await codeOf(client(Credentials?.Token).DescribeInvocations({}))).toBe(
			'AuthFailure.TokenFailure',
		);
	});

	it('expire by the clock', async () => {
		const client = await tat('open', { DurationSeconds: 60 });
		clock.advance(59_999);
		expect(await codeOf(client().DescribeInvocations({}))).toBeUndefined();
		clock.advance(1);
		expect(await codeOf(client().DescribeInvocations({}))).toBe('AuthFailure.TokenFailure');
	});

	it('may do what the role may', async () => {
		const client = await tat('reader');
		expect(await codeOf(client().DescribeInvocations({}))).toBeUndefined();
		expect(await codeOf(client().DescribeInvocationTasks({}))).toBe(
			'UnauthorizedOperation.CamAuthFailed',
		);
	});
});
