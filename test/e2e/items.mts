import type { IDataObject } from 'n8n-workflow';
import type { NodeRun } from '../engine/execution.mts';

/** The fields of all items that a node gave. */
export function itemsOf(runs: NodeRun[] = []): IDataObject[] {
	return runs.flatMap(({ outputs }) => outputs.flat().map(({ json }) => json));
}
