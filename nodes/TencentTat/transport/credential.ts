import { hash } from 'node:crypto';
import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { roleOf } from '../../../credentials/role';
import type {
	TencentCloudCredential,
	UnsignableRequestError,
} from '../../../credentials/signRequest';
import { settled } from './settled';
import { InputError } from './TatError';

export type TatContext = IExecuteFunctions | ILoadOptionsFunctions;

type Fields = Record<string, unknown>;

export const CREDENTIAL = 'tencentCloudApi';

/** Items of which each one's credential is read: that takes a millisecond, and more where it holds expressions. */
const FEW_ITEMS = 50;

/**
 * The node's credential, as it is now.
 *
 * @throws {InputError} for one that no request can be signed with
 */
export async function readCredential(context: TatContext): Promise<TencentCloudCredential> {
	const credential = await context.getCredentials<TencentCloudCredential>(CREDENTIAL);
	const missing = [
		['SecretId', credential.secretId],
		['SecretKey', credential.secretKey],
	].flatMap(([name, value]) => (typeof value === 'string' && value.trim() !== '' ? [] : [name]));
	if (missing.length > 0) {
		throw new InputError(
			`The credential has no ${missing.join(' and no ')}`,
			'Fill in SecretId and SecretKey in the credential, from Access Management > API Keys. An expression in it may give nothing.',
		);
	}
	try {
		roleOf(credential);
	} catch (error) {
		unusable(
			error as UnsignableRequestError,
			'Correct the role in the credential, or turn Assume Role off.',
		);
	}
	return credential;
}

export function unusable({ message }: Error, hint: string): never {
	throw new InputError(message, hint);
}

/** Tells keys apart: one that only has another's SecretId is another. */
export function keyOf({ secretId, secretKey }: TencentCloudCredential): string {
	return hash('sha256', JSON.stringify([secretId.trim(), secretKey.trim()]));
}

export function isSameCredential(one: object, other: object): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Refuses a credential with expressions that do not give the same for all items of a step: n8n signs all of its requests
 * with what they give for the first.
 *
 * @param count of items
 * @throws {InputError}
 */
export async function checkSameForAll(context: IExecuteFunctions, count: number): Promise<void> {
	if (count < 2) return;
	const read = async (item: number): Promise<Fields> =>
		await context.getCredentials(CREDENTIAL, item);
	const first = await read(0);
	const stride =
		count <= FEW_ITEMS || (await dependsOnItem(first, read(count))) ? 1 : count / FEW_ITEMS;
	for (let at = 1; at < count; at += stride) {
		const item = Math.floor(at);
		const other = await read(item);
		if (!isSameCredential(first, other)) throw differing(context, first, other, item);
	}
}

/** Of many items none is there to look at: an expression over items gives something else, or fails, past the last. */
async function dependsOnItem(first: Fields, pastLast: Promise<Fields>): Promise<boolean> {
	const probe = await settled(pastLast);
	return 'error' in probe || !isSameCredential(first, probe.value);
}

function differing(
	context: IExecuteFunctions,
	first: Fields,
	other: Fields,
	item: number,
): InputError {
	const names = context
		.getCredentialsProperties(CREDENTIAL)
		.filter(({ name }) => JSON.stringify(first[name]) !== JSON.stringify(other[name]))
		.map(({ displayName }) => displayName);
	return new InputError(
		`The credential is not the same for all items: its ${names.join(', ')} for item ${item} is not the one for item 0`,
		'An expression in the credential depends on the item, and a step signs all its requests with one credential. Send the items through Loop Over Items with a batch size of 1, or use one credential and one step for each.',
	);
}
