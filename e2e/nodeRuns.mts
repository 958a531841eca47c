import type {
	ExecutionError,
	IDataObject,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';

export interface NodeRun {
	/** The items of each output. The error output is the last one. */
	outputs: INodeExecutionData[][];
	error?: ExecutionError;
}

/** Every run of every node that ran, by the node's name, in the order in which they ran first. */
export type NodeRuns = Record<string, NodeRun[]>;

export function nodeRuns({ resultData }: IRunExecutionData): NodeRuns {
	const runs = Object.entries(resultData.runData).map(([name, tasks]) => [
		name,
		tasks.map(({ data, error }) => ({
			outputs: (data?.main ?? []).map((items) => items ?? []),
			error,
		})),
	]);
	return Object.fromEntries(runs);
}

/** The fields of all items that a node gave. */
export function itemsOf(runs: NodeRun[] = []): IDataObject[] {
	return runs.flatMap(({ outputs }) => outputs.flat().map(({ json }) => json));
}
