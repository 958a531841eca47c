import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { extract } from 'tar';

const PACKAGE = 'n8n-nodes-base';
const VERSION = '2.41.2';

/** Of the 500 nodes in the package, those that this project's workflows use. */
const NODES = [
	'Filter/Filter',
	'HttpRequest/HttpRequest',
	'If/If',
	'ManualTrigger/ManualTrigger',
	'Merge/Merge',
	'NoOp/NoOp',
	'Schedule/ScheduleTrigger',
	'Set/Set',
	'SplitInBatches/SplitInBatches',
	'StopAndError/StopAndError',
	'Switch/Switch',
	'Wait/Wait',
	'Webhook/Webhook',
];

/** What these nodes import from besides their own folders. */
const IMPORTED_FOLDERS = ['utils', 'nodes/Form'];

/**
 * Packages that these nodes load and that are not installed here, as they serve only web forms,
 * webhooks, language models and SQL. Empty ones take their place.
 */
const UNUSED_PACKAGES = [
	'@mozilla/readability',
	'alasql',
	'basic-auth',
	'cheerio',
	'html-to-text',
	'isbot',
	'jsdom',
	'sanitize-html',
];

/**
 * The folder of a package with n8n's own basic nodes: the real n8n-nodes-base, cut down to what
 * the engine's users need. Fetched from the npm registry the first time (12 MB), then kept.
 */
export async function nodesBase(project = process.cwd()): Promise<string> {
	const cache = join(project, 'node_modules', '.cache');
	const folder = join(cache, `${PACKAGE}-${VERSION}-${fingerprint()}`);
	if (existsSync(folder)) return folder;

	await mkdir(cache, { recursive: true });
	const unfinished = await mkdtemp(join(cache, `${PACKAGE}-unfinished-`));
	try {
		await build(unfinished, project);
		await rename(unfinished, folder);
	} catch (error) {
		// Another process may have been faster, with the same result.
		if (!existsSync(folder)) {
			throw new Error(`Could not fetch ${PACKAGE}@${VERSION} from the npm registry: ${error}`, {
				cause: error,
			});
		}
	} finally {
		await rm(unfinished, { recursive: true, force: true });
	}
	return folder;
}

/** Other tables make another folder: one made from older tables is not used. */
function fingerprint(): string {
	const content = JSON.stringify([NODES, IMPORTED_FOLDERS, UNUSED_PACKAGES]);
	return createHash('sha256').update(content).digest('hex').slice(0, 8);
}

async function build(folder: string, project: string): Promise<void> {
	const pack = ['pack', `${PACKAGE}@${VERSION}`, '--silent', '--pack-destination', folder];
	await promisify(execFile)('npm', pack, { cwd: project });

	const archive = join(folder, `${PACKAGE}-${VERSION}.tgz`);
	const folders = [...NODES.map((node) => join('nodes', dirname(node))), ...IMPORTED_FOLDERS];
	const prefixes = folders.map((path) => `package/dist/${path}/`);
	await extract({
		file: archive,
		cwd: folder,
		strip: 1,
		filter: (path) => path.endsWith('.js') && prefixes.some((prefix) => path.startsWith(prefix)),
	});
	await rm(archive);

	for (const name of UNUSED_PACKAGES) {
		const unused = join(folder, 'node_modules', name);
		await mkdir(unused, { recursive: true });
		await writeFile(join(unused, 'index.js'), '');
	}
	const nodes = NODES.map((node) => `dist/nodes/${node}.node.js`);
	const packageJson = { name: PACKAGE, version: VERSION, n8n: { nodes, credentials: [] } };
	await writeFile(join(folder, 'package.json'), JSON.stringify(packageJson, null, '\t'));
}
