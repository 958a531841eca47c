import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pack } from '../package/tarball.mts';
import { atExit } from './atExit.mts';

/** A folder for all that one n8n keeps: settings, database, community packages. */
export interface UserFolder {
	path: string;
	remove(): void;
}

/** A fresh user folder that has this project's package, as its tarball is, as a community package. */
export async function scratchUserFolder(project = process.cwd()): Promise<UserFolder> {
	const path = await mkdtemp(join(tmpdir(), 'n8n-user-folder-'));
	const remove = atExit(() => rmSync(path, { recursive: true, force: true, maxRetries: 9 }));
	const { folder } = await pack(project);
	await installCommunityPackage(folder, join(path, '.n8n', 'nodes'));
	rmSync(dirname(folder), { recursive: true });
	return { path, remove };
}

/** Leaves what n8n itself does when a community package is installed in Settings > Community nodes. */
async function installCommunityPackage(unpacked: string, nodes: string): Promise<void> {
	const file = join(unpacked, 'package.json');
	const packageJson = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
	const { name, version } = packageJson as { name: string; version: string };
	const installed = join(nodes, 'node_modules', name);
	await mkdir(dirname(installed), { recursive: true });
	await cp(unpacked, installed, { recursive: true });

	const kept = { ...packageJson };
	delete kept.devDependencies;
	delete kept.peerDependencies;
	delete kept.optionalDependencies;
	await writeJson(join(installed, 'package.json'), kept);
	await writeJson(join(nodes, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies: { [name]: version },
	});
}

async function writeJson(file: string, content: unknown): Promise<void> {
	await writeFile(file, JSON.stringify(content, null, 2));
}
