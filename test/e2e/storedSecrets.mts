import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Emulator } from '../../emulator/server.mts';
import { Secrets } from '../secrets/secrets.mts';
import type { FreshN8n } from './n8nServer.mts';
import type { UserFolder } from './userFolder.mts';

/** What n8n keeps of all that it did: its database, as it is on the disk, and what it has printed. */
export async function keptBy(
	{ log }: FreshN8n,
	{ path }: UserFolder,
): Promise<Map<string, string>> {
	const folder = join(path, '.n8n');
	const files = (await readdir(folder)).filter((file) => /^database|\.log$/.test(file));
	const read = async (file: string) =>
		[file, await readFile(join(folder, file), 'latin1')] as const;
	return new Map([['what it printed', log], ...(await Promise.all(files.map(read)))]);
}

/** The secrets that were in use at the emulator. */
export function secretsOf({ keys, requests }: Emulator): Secrets {
	const secrets = new Secrets();
	for (const { secretKey } of keys) secrets.knowKey(secretKey);
	for (const { headers } of requests) secrets.knowAuthorization(headers.authorization ?? '');
	return secrets;
}
