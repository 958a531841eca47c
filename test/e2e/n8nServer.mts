import { startProcess } from './childProcess.mts';
import { n8nScript } from './n8nInstall.mts';
import { poll } from './polling.mts';
import { n8nSettings } from './settings.mts';
import type { UserFolder } from './userFolder.mts';

/** Whom the editor knows. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olive',
	lastName: 'Owner',
	password: 'Emulator-1-only',
};

/** A running n8n that nobody has opened yet: its editor asks for an owner. */
export interface FreshN8n {
	/** `http://127.0.0.1:<port>`, of the editor and of webhooks. */
	url: string;
	/** What n8n has printed so far. */
	readonly log: string;
	/** Ends n8n and everything that it started. */
	stop(): Promise<void>;
}

/** A running n8n that `OWNER` is the owner of. */
export interface N8nServer extends FreshN8n {
	/** Sends a request as the owner. Rejects when it fails. */
	send(method: string, path: string, body?: unknown): Promise<Response>;
}

/**
 * Starts n8n with its editor, on a free port where `settings`, more of its environment, name none. The
 * user folder must be a fresh one.
 */
export async function startFreshN8n(
	installed: string,
	userFolder: UserFolder,
	settings: Record<string, string> = {},
): Promise<FreshN8n> {
	// No word on each of the hundreds of steps that set up the database
	const env: Record<string, string> = {
		...(await n8nSettings(userFolder)),
		N8N_LOG_LEVEL: 'warn',
		...settings,
	};
	const url = `http://127.0.0.1:${env.N8N_PORT}`;
	const n8n = startProcess(process.execPath, [n8nScript(installed), 'start'], {
		cwd: userFolder.path,
		env,
	});
	try {
		await poll('n8n to be ready', ready);
	} catch (error) {
		await n8n.stop();
		throw new Error(`n8n did not start:\n${n8n.stdout}${n8n.stderr}`, { cause: error });
	}
	return {
		url,
		get log() {
			return n8n.stdout + n8n.stderr;
		},
		stop: async () => await n8n.stop(),
	};

	/** The health check alone may be good before the REST API is there. */
	async function ready(): Promise<true | undefined> {
		if (n8n.exitCode !== undefined) throw new Error(`n8n ended with ${n8n.exitCode}`);
		const answers = await Promise.all(
			['/healthz/readiness', '/rest/settings'].map(
				async (path) => await fetch(url + path).catch(() => undefined),
			),
		);
		return answers.every((answer) => answer?.ok) || undefined;
	}
}

/** Starts n8n as `startFreshN8n` does, and sets up its owner. */
export async function startN8n(
	installed: string,
	userFolder: UserFolder,
	settings?: Record<string, string>,
): Promise<N8nServer> {
	const n8n = await startFreshN8n(installed, userFolder, settings);
	let cookie = '';
	try {
		const { headers } = await send('POST', '/rest/owner/setup', OWNER);
		cookie = headers
			.getSetCookie()
			.map((set) => set.split(';')[0])
			.join('; ');
	} catch (error) {
		await n8n.stop();
		throw error;
	}
	// not spread: `log` changes
	return Object.assign(n8n, { send });

	async function send(method: string, path: string, body?: unknown): Promise<Response> {
		const response = await fetch(n8n.url + path, {
			method,
			headers: { 'Content-Type': 'application/json', Cookie: cookie },
			body: JSON.stringify(body),
		});
		if (!response.ok) {
			throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
		}
		return response;
	}
}
