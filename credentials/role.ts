import type { AssumeRoleRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models';

import { UnsignableRequestError, type TencentCloudCredential } from './signRequest';

export const DEFAULT_SESSION_NAME = 'n8n';
export const DEFAULT_DURATION_SECONDS = 7200;
export const LONGEST_DURATION_SECONDS = 43_200;

/** By field of the request: its name in the form, its pattern, and the pattern in words. */
const FORMS = {
	RoleArn: [
		'Role ARN',
		/^qcs::cam::uin\/\d+:role(Name)?\/\S+$/,
		'one such as qcs::cam::uin/100000000001:roleName/n8n',
	],
	RoleSessionName: [
		'Role Session Name',
		/^[\w+=,.@-]{2,128}$/,
		'2 to 128 letters, digits and _+=,.@-',
	],
	ExternalId: [
		'External ID',
		/^[\w+=,.@:/-]{2,128}$/,
		'2 to 128 letters, digits and _+=,.@:/-, or nothing',
	],
} as const;

/**
 * The role of the credential, as a request to STS; undefined when the credential signs with its own keys.
 *
 * @throws {UnsignableRequestError} for values that STS would refuse
 * @see https://www.tencentcloud.com/document/api/1150/49456 (AssumeRole, input parameters)
 */
export function roleOf(credential: TencentCloudCredential): AssumeRoleRequest | undefined {
	if (!credential.assumeRole) return undefined;
	const externalId = text(credential.externalId);
	const role = {
		RoleArn: text(credential.roleArn),
		RoleSessionName: text(credential.roleSessionName) || DEFAULT_SESSION_NAME,
		DurationSeconds: Number(credential.durationSeconds ?? DEFAULT_DURATION_SECONDS),
		...(externalId && { ExternalId: externalId }),
	};
	for (const field of Object.keys(FORMS) as Array<keyof typeof FORMS>) {
		const [name, form, words] = FORMS[field];
		const value = role[field];
		if (value !== undefined && !form.test(value)) throw notValid(name, value, words);
	}
	const { DurationSeconds: seconds } = role;
	if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_DURATION_SECONDS) {
		const words = `a whole number of seconds from 1 to ${LONGEST_DURATION_SECONDS}`;
		throw notValid('Duration', String(credential.durationSeconds), words);
	}
	return role;
}

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function notValid(name: string, value: string, words: string): UnsignableRequestError {
	return new UnsignableRequestError(
		`${name} in the credential is ${value === '' ? 'empty' : `"${value}"`}. Give ${words}`,
	);
}
