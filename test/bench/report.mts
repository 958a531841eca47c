import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { table } from '../figures/table.mts';
import { verdict } from '../figures/finding.mts';
import type { Finding, Quantity } from '../figures/finding.mts';

const HEADINGS = ['What', 'This project', 'Compared with', '', 'Ratio', 'Bound', ''];

/** The machine, and a table of all that was found. */
export function report(findings: Finding[]): string {
	return `${machine()}\n\n${table(HEADINGS, findings.map(cells))}`;
}

function machine(): string {
	const require = createRequire(join(process.cwd(), 'package.json'));
	const versions = [
		'./package.json',
		'n8n-core/package.json',
		'tencentcloud-sdk-nodejs/package.json',
	]
		.map((path) => require(path) as { name: string; version: string })
		.map(({ name, version }) => `${name} ${version}`);
	const [{ model }, ...others] = cpus();
	const cores = `${model.trim()}, ${others.length + 1} cores, Node.js ${process.versions.node}`;
	return `${cores}\n${versions.join(', ')}`;
}

function cells(finding: Finding): string[] {
	const { what, ours, other, ratio, bound } = finding;
	return [
		what,
		ours ? quantity(ours) : '',
		other ? quantity(other) : '',
		other?.name ?? '',
		ratio === undefined ? '' : number(ratio),
		bound?.text ?? '',
		verdict(finding),
	];
}

const quantity = ({ value, unit }: Quantity): string => `${number(value)} ${unit}`;

/** Counts in full, what was measured with three digits. */
function number(value: number): string {
	return value.toLocaleString('en-US', Number.isInteger(value) ? {} : THREE_DIGITS);
}

const THREE_DIGITS = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
