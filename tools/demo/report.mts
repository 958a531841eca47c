import type { IDataObject } from 'n8n-workflow';
import type { NodeRun, WorkflowRun } from '../../test/engine/engine.mts';
import { table } from '../../test/figures/table.mts';

/** What the cancel operation says about one instance. */
export interface CancelledTask {
	instanceId: string;
	statusBefore: string | null;
	statusAfter: string;
	outcome: string;
	exitCode: number | null;
	output: string;
}

/** One table row for every node, with all it gave. */
export function nodesReport({ nodes }: WorkflowRun): string {
	const rows = Object.entries(nodes).flatMap(([name, runs]) =>
		runs.map((run) => [name, `${run.executionTime} ms`, given(run)]),
	);
	return table(['Node', 'Took', 'Gave'], rows.map(withoutRepetition));
}

/** One table row for every instance, with what became of the script there. */
export function tasksReport(tasks: CancelledTask[]): string {
	return table(
		['Instance', 'Before', 'After', 'Outcome', 'Exit code', 'Had printed'],
		tasks.map((task) => [
			task.instanceId,
			String(task.statusBefore),
			task.statusAfter,
			task.outcome,
			String(task.exitCode),
			firstAndLastLine(task.output),
		]),
	);
}

function withoutRepetition([name, took, gave]: string[], index: number, rows: string[][]) {
	return [name, took, gave === rows[index - 1]?.[2] ? '(the same)' : gave];
}

function given({ outputs, error, hints }: NodeRun): string {
	if (error) return [`error: ${error.message}`, error.description].filter(Boolean).join('\n');
	const items = outputs.flat().map(({ json }) => fields(json));
	return [...items, ...hints.map(({ message }) => `hint: ${message}`)].join('\n');
}

function fields(json: IDataObject): string {
	return Object.entries(json)
		.map(([name, value]) => `${name}: ${short(value)}`)
		.join('\n');
}

function short(value: unknown): string {
	if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : `${value}`;
	return value.some((entry) => typeof entry === 'object')
		? `${value.length} (see below)`
		: value.join(', ');
}

function firstAndLastLine(output: string): string {
	const lines = output.trimEnd().split('\n');
	return lines.length < 2 ? lines[0] : `${lines[0]} … ${lines.at(-1)}`;
}
