import type { IConnections, INode, IWorkflowSettings, Workflow } from 'n8n-workflow';
import type { Runtime } from './runtime.mts';
import type { LoadedTypes } from './types.mts';

/** A node as in an exported workflow. What is left out gets the value a new node has. */
export interface NodeJson {
	name: string;
	type: string;
	typeVersion?: number;
	parameters?: object;
	credentials?: Record<string, { id: string | null; name: string }>;
	/** `onError`, `retryOnFail`, `disabled`, ... */
	[setting: string]: unknown;
}

/** A workflow as n8n exports it, as loosely typed as a JSON file that is imported. */
export interface WorkflowJson {
	name?: string;
	nodes: NodeJson[];
	connections: Record<string, Record<string, Array<ConnectionJson[] | null>>>;
	settings?: object;
}

interface ConnectionJson {
	node: string;
	type: string;
	index: number;
}

/** What a field that has a list as well holds when an ID is typed. */
export function byId(value: string) {
	return { __rl: true, mode: 'id', value };
}

/** Makes the engine's workflow of an exported one, which stays as it is. */
export function toWorkflow(runtime: Runtime, types: LoadedTypes, json: WorkflowJson): Workflow {
	return new runtime.workflow.Workflow({
		id: 'workflow',
		name: json.name,
		active: false,
		nodes: json.nodes.map((node, index) => toNode(types, node, index)),
		connections: structuredClone(json.connections) as IConnections,
		// The order in which every workflow made since n8n 1.0 runs.
		settings: (json.settings ?? { executionOrder: 'v1' }) as IWorkflowSettings,
		nodeTypes: types.nodeTypes,
	});
}

function toNode({ nodeTypes }: LoadedTypes, json: NodeJson, index: number): INode {
	return structuredClone({
		id: `node-${index}`,
		position: [0, 0],
		typeVersion: newestVersion(nodeTypes.getByNameAndVersion(json.type).description.version),
		parameters: {},
		...json,
	}) as INode;
}

function newestVersion(version: number | number[]): number {
	return Array.isArray(version) ? Math.max(...version) : version;
}
