import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';
import { credentialsInMemory } from './credentials.mts';
import type { Credential } from './credentials.mts';
import { testCredential } from './credentialTest.mts';
import { editorMethods } from './editorMethods.mts';
import type { EditorForm, ListPage } from './editorMethods.mts';
import { execute } from './execution.mts';
import type { RunOptions, WorkflowRun } from './execution.mts';
import { executeContext } from './nodeContext.mts';
import { loadRuntime } from './runtime.mts';
import { loadTypes } from './types.mts';
import { toWorkflow } from './workflowJson.mts';
import type { NodeJson, WorkflowJson } from './workflowJson.mts';

export type { Credential } from './credentials.mts';
export type { NodeEvent, NodeRun, RunOptions, WorkflowRun } from './execution.mts';
export type { NodeJson, WorkflowJson } from './workflowJson.mts';

export interface EngineOptions {
	/** Folders of packages, each with a package.json that has an "n8n" key. */
	packages: string[];
	/** By the ID that workflows refer to them with. */
	credentials?: Record<string, Credential>;
}

/** n8n's own engine without n8n's server, editor and database. */
export interface Engine {
	/** Executes a workflow from its trigger, or from its first node where it has none. */
	run(workflow: WorkflowJson, options?: RunOptions): Promise<WorkflowRun>;
	/** Calls a method in the node type's `methods.listSearch`, as a "From List" field does. */
	listSearch(
		type: string,
		method: string,
		form?: EditorForm & ListPage,
	): Promise<INodeListSearchResult>;
	/** Calls a method in the node type's `methods.loadOptions`, as a list of options does. */
	loadOptions(type: string, method: string, form?: EditorForm): Promise<INodePropertyOptions[]>;
	/** Calls a method in the node type's `methods.resourceMapping`, as a field for many values does. */
	resourceMapping(type: string, method: string, form?: EditorForm): Promise<ResourceMapperFields>;
	/** Tests a credential as the editor does when it is saved. */
	testCredential(
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<INodeCredentialTestResult>;
	/** The `this` of the node's `execute`, with one empty item as input unless others are given. */
	context(node: NodeJson, input?: INodeExecutionData[]): IExecuteFunctions;
}

/** Starts the engine with the node and credential types of some packages. */
export async function startEngine({ packages, credentials = {} }: EngineOptions): Promise<Engine> {
	const runtime = loadRuntime();
	const types = await loadTypes(runtime, packages);
	const inMemory = credentialsInMemory(runtime, types, credentials);

	return {
		...editorMethods(runtime, types, inMemory),
		run: async (json, options = {}) =>
			await execute(runtime, inMemory, toWorkflow(runtime, types, json), options),
		testCredential: async (type, data) => {
			const { test } = types.credentialType(type);
			if (!test) throw new Error(`The credential type ${type} has no test`);
			return await testCredential(runtime, inMemory, test, type, data);
		},
		context: (json, input) => {
			const workflow = toWorkflow(runtime, types, { nodes: [json], connections: {} });
			return executeContext(runtime, inMemory, workflow, workflow.nodes[json.name], input);
		},
	};
}
