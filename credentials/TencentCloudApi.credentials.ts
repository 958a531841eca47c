import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { now } from '../tencentcloud/clock';
import { DEFAULT_ENDPOINT } from '../tencentcloud/endpoint';
import { errorCode } from '../tencentcloud/errorCodes';
import { REGIONS } from '../tencentcloud/regions';
import { DEFAULT_DURATION_SECONDS, DEFAULT_SESSION_NAME, LONGEST_DURATION_SECONDS } from './role';
import { shownAsIs } from './shownAsIs';
import {
	signRequest,
	TAT_VERSION,
	type ReceivedRequest,
	type TencentCloudCredential,
} from './signRequest';
import { signingCredential, temporaryKeys } from './temporaryKeys';

const OF_A_ROLE = { show: { assumeRole: [true] } };

/** The address that `endpointUrl` gives, as an expression. */
const ENDPOINT = `={{ ($credentials.endpoint || "").trim() || (/-fsi\\s*$/.test($credentials.region) ? "https://tat." + $credentials.region.trim() + ".tencentcloudapi.com" : "${DEFAULT_ENDPOINT}") }}`;

/** Codes that the credential test may meet: the API returns them with HTTP 200, so each needs a rule of its own. */
const TEST_CODES = [
	'AuthFailure.InvalidAuthorization',
	'AuthFailure.InvalidSecretId',
	'AuthFailure.MFAFailure',
	'AuthFailure.SecretIdNotFound',
	'AuthFailure.SignatureExpire',
	'AuthFailure.SignatureFailure',
	'AuthFailure.TokenFailure',
	'AuthFailure.UnauthorizedOperation',
	'InternalError',
	'InvalidAction',
	'IpInBlacklist',
	'IpNotInWhitelist',
	'NoSuchProduct',
	'NoSuchVersion',
	'RequestLimitExceeded',
	'UnauthorizedOperation',
	'UnauthorizedOperation.CamAuthFailed',
	'UnauthorizedOperation.InvalidToken',
	'UnauthorizedOperation.MFAExpired',
	'UnauthorizedOperation.MFANotFound',
	'UnsupportedRegion',
];

export class TencentCloudApi implements ICredentialType {
	name = 'tencentCloudApi';

	displayName = 'Tencent Cloud API';

	icon = {
		light: 'file:../nodes/TencentTat/tencentTat.svg',
		dark: 'file:../nodes/TencentTat/tencentTat.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-tencent-tat/n8n-nodes-tencent-tat#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'SecretId',
			name: 'secretId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. AKIDz8krbsJ5yKBZQpn74WFkmLPx3...',
			description:
				'From <a href="https://console.cloud.tencent.com/cam/capi" target="_blank">Access Management &gt; API Keys</a>. Use a sub-account that may do only what the workflow needs.',
		},
		{
			displayName: 'SecretKey',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only with a temporary key from STS. Leave empty for a permanent key.',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'string',
			default: '',
			placeholder: 'e.g. ap-guangzhou',
			hint: 'Without it, every node needs one under Options',
			description: `Region of your instances, used where a node sets none. One of ${REGIONS.slice(
				0,
				6,
			)
				.map(({ id }) => id)
				.join(', ')}, ...`,
		},
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'string',
			default: '',
			placeholder: 'e.g. tat.intl.tencentcloudapi.com',
			description: `Host or URL of TAT. Leave empty for ${DEFAULT_ENDPOINT}. The international edition also has tat.intl.tencentcloudapi.com; inside the cloud there is tat.internal.tencentcloudapi.com.`,
		},
		{
			displayName: 'Assume Role',
			name: 'assumeRole',
			type: 'boolean',
			default: false,
			description:
				'Whether to act as a role: the keys above only get temporary keys of the role from STS, which are kept in memory and renewed before they expire. The HTTP Request node does so too, but keeps using keys that are revoked early until they expire. Where Allowed HTTP Request Domains are restricted, add the host of STS (sts.tencentcloudapi.com).',
		},
		{
			displayName: 'Role ARN',
			name: 'roleArn',
			type: 'string',
			displayOptions: OF_A_ROLE,
			required: true,
			default: '',
			placeholder: 'e.g. qcs::cam::uin/100000000001:roleName/n8n',
			description:
				'From <a href="https://console.cloud.tencent.com/cam/role" target="_blank">Access Management &gt; Roles</a>. The keys above need permission for sts:AssumeRole on it, and the role has to trust their account.',
		},
		{
			displayName: 'Role Session Name',
			name: 'roleSessionName',
			type: 'string',
			displayOptions: OF_A_ROLE,
			default: DEFAULT_SESSION_NAME,
			placeholder: 'e.g. n8n-production',
			description: 'Name under which CloudAudit shows what is done with the temporary keys',
		},
		{
			displayName: 'External ID',
			name: 'externalId',
			type: 'string',
			displayOptions: OF_A_ROLE,
			default: '',
			placeholder: 'e.g. n8n-4711',
			description: 'Only when the role requires one',
		},
		{
			displayName: 'Duration',
			name: 'durationSeconds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: LONGEST_DURATION_SECONDS },
			displayOptions: OF_A_ROLE,
			default: DEFAULT_DURATION_SECONDS,
			description: `How many seconds temporary keys are valid, at most ${LONGEST_DURATION_SECONDS}`,
		},
		// Always empty: so n8n calls preAuthentication before every request, and stores nothing.
		{
			displayName: 'Temporary Keys',
			name: 'temporaryKeys',
			type: 'hidden',
			typeOptions: { expirable: true },
			displayOptions: OF_A_ROLE,
			default: '',
		},
	];

	/** Gets the keys of the role for `authenticate`, which cannot send requests. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credential: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		await temporaryKeys(
			credential as unknown as TencentCloudCredential,
			this.helpers.httpRequest,
		).catch((error: Error) => {
			throw shownAsIs(error);
		});
		return {};
	}

	authenticate: IAuthenticate = async (
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	) =>
		signRequest(
			request as ReceivedRequest,
			signingCredential(credential as unknown as TencentCloudCredential),
			now,
		);

	/** DescribeRegions needs no region and changes nothing. The first rule that matches fails the test. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: ENDPOINT,
			url: '/',
			method: 'POST',
			// with the version, so that an endpoint of another product says that it does not know it
			headers: { 'X-TC-Action': 'DescribeRegions', 'X-TC-Version': TAT_VERSION },
		},
		rules: [
			...TEST_CODES.map((code) => ({
				type: 'responseSuccessBody' as const,
				properties: {
					key: 'Response.Error.Code',
					value: code,
					message: testMessage(code),
				},
			})),
			absent(
				'Response.RequestId',
				'This is not a response of TAT. Check the endpoint: it must be a host of the service tat',
			),
			absent(
				'Response.RegionSet',
				'TAT refused the request with an error that this test does not know. Run a node with this credential to see it',
			),
		],
	};
}

/** A rule matches when the values are equal: this one, when the key is missing. */
function absent(key: string, message: string) {
	const value = undefined as unknown as string;
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}

function testMessage(code: string): string {
	const { meaning, hint } = errorCode(code);
	const whatToDo = hint.replace('{action}', 'tat:DescribeRegions');
	return `${meaning[0].toUpperCase()}${meaning.slice(1)} (${code}). ${whatToDo}`;
}
