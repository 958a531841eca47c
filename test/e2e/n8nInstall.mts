import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { atExit } from './atExit.mts';
import { runProcess } from './childProcess.mts';

/** The n8n that the package is developed with, and the last of the series before it. */
export const N8N_VERSIONS = ['2.41.1', '1.123.81'] as const;

export type N8nVersion = (typeof N8N_VERSIONS)[number];

/** A dependency of n8n 1 is a tarball on a server of its own; the registry has an older version of it. */
const OVERRIDES: Partial<Record<N8nVersion, Record<string, string>>> = {
	'1.123.81': { xlsx: '0.18.5' },
};

/** What n8n leaves open is taken as it was on this day: versions that came later have kept it from starting. */
const RESOLVED_AS_OF = '2026-11-20';
const INSTALL_FLAGS = [
	`--before=${RESOLVED_AS_OF}`,
	// npm hands the setting of this project on to the npm that it runs
	'--no-legacy-peer-deps',
	// Some scripts compile what is not used here, for long, or fail at it.
	'--ignore-scripts',
	'--no-audit',
	'--no-fund',
	'--no-package-lock',
];

/**
 * The folder of a whole n8n, as npm installs it. Installed the first time, which takes minutes and
 * gigabytes, outside of the project: in `$XDG_CACHE_HOME`, or `~/.cache`. Used again after that.
 */
export async function installedN8n(version: N8nVersion): Promise<string> {
	const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	const [nodeMajor] = process.versions.node.split('.');
	const folder = join(caches, 'n8n-nodes-tencent-tat', `n8n-${version}-node${nodeMajor}`);
	if (existsSync(folder)) return folder;

	await mkdir(dirname(folder), { recursive: true });
	const unfinished = await mkdtemp(`${folder}-unfinished-`);
	const removeUnfinished = atExit(() =>
		rmSync(unfinished, { recursive: true, force: true, maxRetries: 9 }),
	);
	try {
		await install(version, unfinished);
		await rename(unfinished, folder);
	} catch (error) {
		// Another process may have been faster, with the same result.
		if (!existsSync(folder)) throw error;
	} finally {
		removeUnfinished();
	}
	return folder;
}

/** The file that the command `n8n` runs. */
export function n8nScript(installed: string): string {
	return join(installed, 'node_modules', 'n8n', 'bin', 'n8n');
}

async function install(version: N8nVersion, folder: string): Promise<void> {
	const started = Date.now();
	const node = nodePackage();
	const packageJson = {
		private: true,
		dependencies: { n8n: version, [node]: process.versions.node },
		overrides: OVERRIDES[version],
	};
	await writeFile(join(folder, 'package.json'), JSON.stringify(packageJson));

	console.log(`Installing n8n ${version} in ${folder}: once, some minutes, up to 3 GB ...`);
	await npm(folder, 'install', ...INSTALL_FLAGS);
	console.log('Building its database driver ...');
	await buildDatabaseDriver(folder, join(folder, 'node_modules', node));
	console.log(`Installed n8n ${version} in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** The npm package that has Node.js for this machine, with its C++ headers. */
function nodePackage(): string {
	const { platform, arch } = process;
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	return [prefix, platform, arch].join('-');
}

/** @param node folder with the headers of the Node.js to build for */
async function buildDatabaseDriver(folder: string, node: string): Promise<void> {
	try {
		await npm(folder, 'rebuild', 'sqlite3', `--nodedir=${node}`);
	} catch (error) {
		throw new Error(
			'The database driver of n8n, sqlite3, could not be built. It takes a C++ compiler, make and Python 3 (Debian: apt-get install g++ make python3).',
			{ cause: error },
		);
	}
}

async function npm(folder: string, ...args: string[]): Promise<void> {
	// First in PATH, so that npm and all that it builds are of this Node.js
	const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
	await runProcess('npm', args, { cwd: folder, env: { ...process.env, PATH } });
}
