import { execFile } from 'node:child_process';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extract } from 'tar';

const run = promisify(execFile);

export interface Tarball {
	/** Folder that the tarball was unpacked into, as a registry's users get it. */
	folder: string;
	path: string;
	/** Bytes of the tarball itself. */
	size: number;
	/** Paths inside it, without the leading `package/`. */
	files: string[];
}

/** Packs the project as `npm publish` would, into a folder of its own, and unpacks it there. */
export async function pack(project: string): Promise<Tarball> {
	const scratch = await mkdtemp(join(tmpdir(), 'n8n-nodes-tencent-tat-'));
	const { stdout } = await run(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', scratch],
		{ cwd: project },
	);
	const [{ filename, files }] = JSON.parse(stdout) as [
		{ filename: string; files: Array<{ path: string }> },
	];
	const path = join(scratch, filename);
	await extract({ file: path, cwd: scratch });
	return {
		folder: join(scratch, 'package'),
		path,
		size: (await stat(path)).size,
		files: files.map((file) => file.path),
	};
}
