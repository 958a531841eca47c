import { verdict } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { table } from '../figures/table.mts';
import type { SoakOptions } from './soak.mts';
import type { Book } from './world.mts';

/** What was done under which faults, and all that was found. */
export function report(
	{ seed, rate, cancels, runs }: SoakOptions,
	findings: Finding[],
	{ requests, faults }: Book,
): string {
	const met = faults.reduce((sum, { injected }) => sum + injected, 0);
	return [
		`${number(cancels)} cancels and ${number(runs)} runs, faults at a rate of ${rate}, --seed ${seed}`,
		`${number(requests)} requests, of which ${number(met)} met a fault:`,
		table(
			['Fault', 'Met', 'Done nevertheless'],
			faults.map(({ kind, injected, done }) => [kind, number(injected), number(done)]),
		),
		table(['What', 'Found', 'Bound', ''], findings.map(cells)),
	].join('\n\n');
}

function cells(finding: Finding): string[] {
	const { what, ours, bound } = finding;
	return [
		what,
		ours ? `${number(ours.value)} ${ours.unit}`.trim() : '',
		bound?.text ?? '',
		verdict(finding),
	];
}

const number = (value: number): string =>
	value.toLocaleString('en-US', { maximumFractionDigits: 1 });
