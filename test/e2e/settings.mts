import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { delimiter, dirname } from 'node:path';
import type { UserFolder } from './userFolder.mts';

/** Keeps n8n from asking its makers for anything, and from what has no part in the tests. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	NO_COLOR: '1',
};

/**
 * The whole environment of an n8n: nothing of this process's but its PATH, so that no one's settings
 * take part. Its ports are free ones, beside any other n8n on the machine.
 */
export async function n8nSettings({ path }: UserFolder): Promise<Record<string, string>> {
	const [port, brokerPort] = await freePorts(2);
	return {
		...QUIET,
		PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
		HOME: path,
		N8N_USER_FOLDER: path,
		N8N_ENCRYPTION_KEY: 'n8n-nodes-tencent-tat',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
	};
}

async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
	await Promise.all(servers.map((server) => once(server, 'listening')));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	for (const server of servers) server.close();
	return ports;
}
