/** `npm run soak`: many cancels and runs through n8n's engine while every fifth request fails in some way. */
import { parseArgs } from 'node:util';
import { isMissed } from '../figures/finding.mts';
import { report } from './report.mts';
import { soak } from './soak.mts';

const { values } = parseArgs({
	options: {
		seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
		rate: { type: 'string', default: '0.2' },
		cancels: { type: 'string', default: '10000' },
		runs: { type: 'string', default: '2000' },
	},
});
const options = {
	seed: number('seed'),
	rate: number('rate'),
	cancels: number('cancels'),
	runs: number('runs'),
};

const start = Date.now();
const { findings, book } = await soak(options, (progress) =>
	console.error(`${((Date.now() - start) / 1000).toFixed(0).padStart(4)} s  ${progress}`),
);
console.log(`\n${report(options, findings, book)}`);
process.exitCode = findings.some(isMissed) ? 1 : 0;

function number(flag: keyof typeof values): number {
	const value = Number(values[flag]);
	if (value >= 0) return value;
	console.error(`--${flag} must be a number, not '${values[flag]}'`);
	process.exit(2);
}
