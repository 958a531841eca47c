/** `npm run bench`: measures what this project promises, and fails where a promise does not hold. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { picture } from '../figures/picture.mts';
import { distinct } from './distinct.mts';
import { isMissed } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { installed } from './installed.mts';
import { items } from './items.mts';
import { memory } from './memory.mts';
import { pairs } from './pairs.mts';
import { report } from './report.mts';
import { signature } from './signature.mts';
import { waiting } from './waiting.mts';

/** By the name that `--only` takes. */
const MEASUREMENTS: Record<string, (form: { full: boolean }) => Promise<Finding[]>> = {
	signature,
	// Before the others of n8n, so that the first use of its HTTP client is in it.
	distinct,
	pairs,
	waiting,
	installed,
	items,
	memory,
};

const { values } = parseArgs({
	options: {
		only: { type: 'string', default: Object.keys(MEASUREMENTS).join() },
		full: { type: 'boolean', default: false },
		picture: { type: 'string' },
	},
});

const findings: Finding[] = [];
for (const name of values.only.split(',')) {
	console.error(`Measuring ${name} ...`);
	findings.push(...(await measured(name)));
}
const text = report(findings);
console.log(`\n${text}`);
if (values.picture) await writeFile(values.picture, picture(text));
process.exitCode = findings.some(isMissed) ? 1 : 0;

/** What cannot be measured is a promise that does not hold, and must not keep the others from being seen. */
async function measured(name: string): Promise<Finding[]> {
	try {
		if (!(name in MEASUREMENTS)) throw new Error(`not one of ${Object.keys(MEASUREMENTS)}`);
		return await MEASUREMENTS[name](values);
	} catch (error) {
		const what = `${name}: ${(error as Error).message}`;
		return [{ what, bound: { text: 'to be measured', holds: false } }];
	}
}
