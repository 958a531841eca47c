import type {
	ExecutionError,
	ExecutionStatus,
	IDataObject,
	INode,
	INodeExecutionData,
	IRunExecutionData,
	ITaskData,
	NodeExecutionHint,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.mts';
import type { Credentials } from './credentials.mts';
import type { Runtime } from './runtime.mts';

export interface RunOptions {
	/**
	 * The items that the start node is started with: as in production, a trigger passes them on,
	 * and does nothing else. Without them a trigger is tried out as the editor does.
	 */
	input?: Array<INodeExecutionData | IDataObject>;
	onNode?: (event: NodeEvent) => void;
	/** Cancels the execution, as the stop button does. */
	signal?: AbortSignal;
}

export type NodeEvent =
	| { phase: 'started'; node: string }
	| { phase: 'finished'; node: string; run: NodeRun };

/** One run of one node. */
export interface NodeRun {
	status: ExecutionStatus;
	/** The items of each output. The error output is the last one. */
	outputs: INodeExecutionData[][];
	error?: ExecutionError;
	/** What the node showed to the person with `addExecutionHints`. */
	hints: NodeExecutionHint[];
	/** Milliseconds. */
	executionTime: number;
}

export interface WorkflowRun {
	status: ExecutionStatus;
	/** What stopped the workflow. */
	error?: ExecutionError;
	nodes: NodeRuns;
}

/** Every run of every node that ran, by the node's name, in the order in which they ran first. */
export type NodeRuns = Record<string, NodeRun[]>;

/**
 * Executes a workflow. Resolves also when a node fails or the execution is cancelled;
 * rejects when n8n would not even start it, for example without a required parameter.
 */
export async function execute(
	runtime: Runtime,
	credentials: Credentials,
	workflow: Workflow,
	{ input, onNode, signal }: RunOptions,
): Promise<WorkflowRun> {
	const { core } = runtime;
	const startNode = findStartNode(workflow);
	const mode: WorkflowExecuteMode = input ? 'trigger' : 'manual';

	let status: ExecutionStatus = 'unknown';
	const hooks = new core.ExecutionLifecycleHooks(mode, '1', {
		id: workflow.id,
		name: workflow.name ?? '',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	});
	hooks.addHandler('nodeExecuteBefore', (node) => onNode?.({ phase: 'started', node }));
	hooks.addHandler('nodeExecuteAfter', (node, task) =>
		onNode?.({ phase: 'finished', node, run: toNodeRun(task) }),
	);
	// What n8n stores is what this hook is given: the engine's own result of a cancelled execution
	// says "error" when the node that was stopped answered with one.
	hooks.addHandler('workflowExecuteAfter', (run) => {
		status = run.status;
	});

	const additionalData = { ...additionalDataFor(runtime, credentials), hooks };
	const running = new core.WorkflowExecute(additionalData, mode).run({
		workflow,
		startNode,
		triggerToStartFrom: input && { name: startNode.name, data: startData(input) },
	});
	const cancel = () => running.cancel();
	if (signal?.aborted) cancel();
	signal?.addEventListener('abort', cancel);
	const { data } = await running.finally(() => signal?.removeEventListener('abort', cancel));

	return { status, error: data.resultData.error, nodes: nodeRuns(data) };
}

export function nodeRuns({ resultData }: IRunExecutionData): NodeRuns {
	return Object.fromEntries(
		Object.entries(resultData.runData).map(([name, tasks]) => [name, tasks.map(toNodeRun)]),
	);
}

function findStartNode(workflow: Workflow): INode {
	const startNode =
		workflow.getStartNode() ??
		Object.values(workflow.nodes).find(
			({ name }) => workflow.connectionsByDestinationNode[name] === undefined,
		);
	if (!startNode) throw new Error('The workflow has no node to start from');
	return startNode;
}

function startData(input: NonNullable<RunOptions['input']>): ITaskData {
	const items = input.map((item) => ('json' in item ? item : { json: item }) as INodeExecutionData);
	return {
		startTime: 0,
		executionTime: 0,
		executionIndex: 0,
		source: [],
		data: { main: [items] },
	};
}

/** What n8n keeps of one run of one node. */
function toNodeRun({ data, error, hints, executionTime, executionStatus }: ITaskData): NodeRun {
	return {
		status: executionStatus ?? 'unknown',
		outputs: (data?.main ?? []).map((items) => items ?? []),
		error,
		hints: hints ?? [],
		executionTime,
	};
}
