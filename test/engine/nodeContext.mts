import type { ExecuteContext } from 'n8n-core';
import type { INode, INodeExecutionData, Workflow } from 'n8n-workflow';
import { additionalDataFor } from './additionalData.mts';
import type { Credentials } from './credentials.mts';
import type { Runtime } from './runtime.mts';

/** The `this` that n8n gives to a node's `execute`. */
export function executeContext(
	runtime: Runtime,
	credentials: Credentials,
	workflow: Workflow,
	node: INode,
	items: INodeExecutionData[] = [{ json: {} }],
): ExecuteContext {
	const inputData = { main: [items] };
	return new runtime.core.ExecuteContext(
		workflow,
		node,
		additionalDataFor(runtime, credentials),
		'manual',
		runtime.workflow.createRunExecutionData(),
		0,
		items,
		inputData,
		{ node, data: inputData, source: null },
		[],
	);
}
