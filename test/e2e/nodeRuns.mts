import type { IDataObject, IRunExecutionData } from 'n8n-workflow';
import { toNodeRun } from '../engine/execution.mts';
import type { NodeRun } from '../engine/execution.mts';

/** Every run of every node that ran, by the node's name, in the order in which they ran first. */
export type NodeRuns = Record<string, NodeRun[]>;

export function nodeRuns({ resultData }: IRunExecutionData): NodeRuns {
	return Object.fromEntries(
		Object.entries(resultData.runData).map(([name, tasks]) => [name, tasks.map(toNodeRun)]),
	);
}

/** The fields of all items that a node gave. */
export function itemsOf(runs: NodeRun[] = []): IDataObject[] {
	return runs.flatMap(({ outputs }) => outputs.flat().map(({ json }) => json));
}
