import { hash } from 'node:crypto';

import { now } from '../tencentcloud/clock';
import { assumeRole, type HttpRequest, type TemporaryKeys } from './assumeRole';
import { roleOf } from './role';
import { UnsignableRequestError, type TencentCloudCredential } from './signRequest';

/** The keys of a role, shared by all items, steps and executions of this process, and nowhere else. */
interface Held {
	keys?: TemporaryKeys;
	/** The request for new keys, shared by all who wait for it. */
	coming?: Promise<TemporaryKeys>;
}

/** Time between renewals after one that failed. */
const RETRY_MS = 60_000;

/** By a digest of everything that they depend on. */
const held = new Map<string, Held>();

/**
 * Returns the keys of the credential's role, requesting them when there are none or when they are about to expire; undefined
 * when the credential signs with its own keys.
 *
 * @throws {RoleError} when STS returns none
 * @throws {UnsignableRequestError} for a role that is not valid
 */
export async function temporaryKeys(
	credential: TencentCloudCredential,
	httpRequest: HttpRequest,
): Promise<TemporaryKeys | undefined> {
	const role = roleOf(credential);
	if (!role) return undefined;
	const entry = entryOf(credential);
	if (entry.keys && entry.keys.due > now(entry.keys.host)) return entry.keys;
	entry.coming ??= assumeRole(credential, role, httpRequest).finally(() => {
		entry.coming = undefined;
	});
	entry.keys = await entry.coming.catch((error: Error) => surviving(entry.keys, error));
	return entry.keys;
}

/** While STS is down, the old keys serve until they expire. */
function surviving(keys: TemporaryKeys | undefined, error: Error): TemporaryKeys {
	if (!keys || keys.expires <= now(keys.host)) throw error;
	keys.due = now(keys.host) + RETRY_MS;
	return keys;
}

/** Makes `temporaryKeys` request new ones instead of `keys`, which the API considers expired. */
export function discard(keys: TemporaryKeys): void {
	keys.due = 0;
	keys.expires = 0;
}

/**
 * Returns the credential with the keys to sign with: its own, or those that `temporaryKeys` got for its role.
 *
 * @throws {UnsignableRequestError} when there are none
 */
export function signingCredential(credential: TencentCloudCredential): TencentCloudCredential {
	if (!roleOf(credential)) return credential;
	const keys = held.get(digest(credential))?.keys;
	if (!keys) {
		throw new UnsignableRequestError(
			'There are no keys of the role yet. Use this credential in a node that asks for them, such as Tencent TAT or HTTP Request',
		);
	}
	return { ...credential, ...keys };
}

function entryOf(credential: TencentCloudCredential): Held {
	const key = digest(credential);
	const known = held.get(key);
	if (known) return known;
	for (const [other, { keys, coming }] of held) {
		if (!coming && (!keys || keys.expires <= now(keys.host))) held.delete(other);
	}
	const entry: Held = {};
	held.set(key, entry);
	return entry;
}

function digest(credential: TencentCloudCredential): string {
	const { secretId, secretKey, sessionToken, region, endpoint } = credential;
	const dependsOn = [secretId, secretKey, sessionToken, region, endpoint, roleOf(credential)];
	return hash('sha256', JSON.stringify(dependsOn));
}
