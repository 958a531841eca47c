import { readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadTime, requiring } from '../package/loadTime.mts';
import { pack } from '../package/tarball.mts';
import { smaller } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { median, medianRatio, sideBySide } from './rounds.mts';

const ROUNDS = 9;
const SDK = 'tencentcloud-sdk-nodejs';
const SDK_CLIENT = `${SDK}/tencentcloud/services/tat/v20201028/tat_client.js`;

interface PackageJson {
	n8n: { nodes: string[]; credentials: string[] };
}

/** What it takes on the disk, and until it can be used. */
export async function installed(): Promise<Finding[]> {
	const project = process.cwd();
	const require = createRequire(join(project, 'package.json'));
	const { n8n }: PackageJson = require('./package.json');
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => `./${file}`);

	const tarball = await pack(project);
	const ourBytes = await sizeOf(tarball.folder);
	await rm(dirname(tarball.folder), { recursive: true });
	// Without the dependencies that the SDK brings along.
	const sdkBytes = await sizeOf(dirname(require.resolve(`${SDK}/package.json`)));

	const times = await sideBySide(ROUNDS, {
		// n8n has loaded n8n-workflow before any node.
		ours: () => loadTime(requiring(files), requiring(['n8n-workflow'])),
		sdk: () => loadTime(requiring([SDK_CLIENT])),
	});
	const sizeRatio = sdkBytes / ourBytes;
	const timeRatio = medianRatio(times.sdk, times.ours);
	return [
		{
			what: 'size installed',
			ours: { value: ourBytes / 1e6, unit: 'MB' },
			other: { name: SDK, value: sdkBytes / 1e6, unit: 'MB' },
			ratio: sizeRatio,
			bound: smaller(sizeRatio),
		},
		{
			what: 'time to load',
			ours: { value: median(times.ours), unit: 'ms' },
			other: { name: 'its client for TAT', value: median(times.sdk), unit: 'ms' },
			ratio: timeRatio,
			bound: smaller(timeRatio),
		},
	];
}

async function sizeOf(folder: string): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	const sizes = files.map(
		async ({ parentPath, name }) => (await stat(join(parentPath, name))).size,
	);
	return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
