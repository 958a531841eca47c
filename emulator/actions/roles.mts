import type { AssumeRoleRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models.js';
import type { ActionSpec } from '../api.mts';
import { VendorError } from '../errors.mts';
import type { Handlers } from './context.mts';

const LONGEST_SECONDS = 43_200;

/** The parameters of AssumeRole, in the form of tat-api.json. Its limits have codes of their own, so they are not in here. */
export const STS_SPECS: Record<string, ActionSpec> = {
	AssumeRole: {
		request: [
			{ name: 'RoleArn', type: 'string', required: true },
			{ name: 'RoleSessionName', type: 'string', required: true },
			{ name: 'DurationSeconds', type: 'integer', required: false, default: 7200 },
			{ name: 'Policy', type: 'string', required: false },
			{ name: 'ExternalId', type: 'string', required: false },
		],
		errorCodes: [],
		rateLimitPerSecond: 600,
	},
};

const FORMS: ReadonlyArray<[field: keyof AssumeRoleRequest, form: RegExp]> = [
	['RoleArn', /^qcs::cam::uin\/\d+:role(Name)?\/\S+$/],
	['RoleSessionName', /^[\w+=,.@-]{2,128}$/],
	['ExternalId', /^[\w+=,.@:/-]{2,128}$/],
];

/** @see https://www.tencentcloud.com/document/api/1150/49456 (AssumeRole) */
export const ROLE_ACTIONS: Handlers = {
	AssumeRole(parameters: AssumeRoleRequest, { roles, keys, secretId }) {
		const { RoleArn, DurationSeconds = 0, ExternalId } = parameters;
		for (const [field, form] of FORMS) {
			const value = parameters[field];
			if (value !== undefined && !form.test(String(value))) {
				throw new VendorError('InvalidParameter.ParamError', `\`${field}\` is not valid.`);
			}
		}
		if (DurationSeconds < 1) {
			throw new VendorError('InvalidParameter.ParamError', '`DurationSeconds` is not valid.');
		}
		if (DurationSeconds > LONGEST_SECONDS) {
			throw new VendorError(
				'InvalidParameter.OverTimeError',
				`\`DurationSeconds\` is above ${LONGEST_SECONDS}.`,
			);
		}
		const role = roles.find(({ arn }) => arn === RoleArn);
		if (role === undefined) {
			throw new VendorError('ResourceNotFound.RoleNotFound', 'The role does not exist.');
		}
		const { trusted = [secretId], externalId, allow } = role;
		if (!trusted.includes(secretId) || (externalId ?? ExternalId) !== ExternalId) {
			throw new VendorError(
				'UnauthorizedOperation',
				`You are not authorized to perform sts:AssumeRole on ${RoleArn}.`,
			);
		}
		const { key, expires } = keys.issue(DurationSeconds, allow);
		const ExpiredTime = Math.floor(expires / 1000);
		return {
			Credentials: { TmpSecretId: key.secretId, TmpSecretKey: key.secretKey, Token: key.token },
			ExpiredTime,
			Expiration: new Date(ExpiredTime * 1000).toISOString().replace('.000', ''),
		};
	},
};
