/** `npm run soak`: many cancels and runs through n8n's engine while every fifth request fails in some way. */
import { parseArgs } from 'node:util';
import { isMissed } from '../bench/finding.mts';
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
	seed: Number(values.seed),
	rate: Number(values.rate),
	cancels: Number(values.cancels),
	runs: Number(values.runs),
};

const start = Date.now();
const { findings, book } = await soak(options, (progress) =>
	console.error(`${((Date.now() - start) / 1000).toFixed(0).padStart(4)} s  ${progress}`),
);
console.log(`\n${report(options, findings, book)}`);
process.exitCode = findings.some(isMissed) ? 1 : 0;
