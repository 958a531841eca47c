/**
 * `npm run check:package`: what n8n checks before it verifies a package, and what this project promises of its size.
 * Prints what it found, and ends with a non-zero code when something does not hold. Expects a build.
 */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

import { addedLoadTime } from './loadTime.mts';
import { pack } from './tarball.mts';

const LARGEST_TARBALL_BYTES = 64_000;
const LONGEST_LOAD_MS = 15;
const PUBLISHED = /^(dist\/.+|README\.md|LICENSE|package\.json)$/;

const project = process.cwd();
const tarball = await pack(project);
const source = await analyzePackage(project, SOURCE_FILE_PATTERNS);
const packed = await analyzePackage(tarball.folder, ['**/*.js', 'package.json']);
const strays = tarball.files.filter((path) => !PUBLISHED.test(path));
const loadMs = addedLoadTime();
await rm(dirname(tarball.folder), { recursive: true, force: true });

const findings: Array<[string, boolean, string]> = [
	['scanner on the source', source.passed, source.details ?? source.message ?? 'clean'],
	['scanner on the tarball', packed.passed, packed.details ?? packed.message ?? 'clean'],
	[
		'size of the tarball',
		tarball.size < LARGEST_TARBALL_BYTES,
		`${(tarball.size / 1000).toFixed(1)} kB, ${tarball.files.length} files (limit ${LARGEST_TARBALL_BYTES / 1000} kB)`,
	],
	[
		'only dist, README, LICENSE, package.json',
		strays.length === 0,
		strays.length === 0 ? 'yes' : `also ${strays.join(', ')}`,
	],
	[
		'time to load the node, beyond n8n-workflow',
		loadMs < LONGEST_LOAD_MS,
		`${loadMs.toFixed(1)} ms (limit ${LONGEST_LOAD_MS} ms)`,
	],
];
for (const [what, holds, found] of findings)
	console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}: ${found}`);
process.exitCode = findings.every(([, holds]) => holds) ? 0 : 1;
