import { createRequire } from 'node:module';
import type {
	IDataObject,
	INodeCredentialTestResult,
	INodeListSearchResult,
	IRunExecutionData,
} from 'n8n-workflow';
import type { WorkflowJson } from '../engine/engine.mts';
import { nodeRuns } from '../engine/execution.mts';
import type { NodeRuns } from '../engine/execution.mts';
import type { CredentialJson } from './n8nCli.mts';
import { n8nScript } from './n8nInstall.mts';
import type { N8nServer } from './n8nServer.mts';
import { poll } from './polling.mts';
import { TAT } from './workflows.mts';

/** What a person does in the editor, by the REST API that the editor itself uses. */
export interface Editor {
	/** Tests a saved credential, with this data in place of its own. */
	testCredential(credential: CredentialJson): Promise<INodeCredentialTestResult>;
	/** What a "From List" field of the TAT node lists. */
	listSearch(method: string, credential: CredentialJson): Promise<INodeListSearchResult>;
	/** Saves a workflow and executes it from a trigger, to its end. Rejects when the execution fails. */
	execute(workflow: WorkflowJson, trigger: string): Promise<NodeRuns>;
	/** The same without waiting for the end: answers the ID of the execution. */
	start(workflow: WorkflowJson, trigger: string): Promise<string>;
	/** Stops an execution. */
	stop(executionId: string): Promise<void>;
	/** Saves a workflow and publishes it, so that its triggers are live. */
	publish(workflow: WorkflowJson): Promise<void>;
	/** Calls the webhook of a published workflow, and answers what it answers. */
	callWebhook(path: string, body: object): Promise<IDataObject>;
}

export function editorOf(n8n: N8nServer, installed: string): Editor {
	return {
		async testCredential(credentials) {
			return await rest('POST', '/credentials/test', { credentials });
		},
		async listSearch(methodName, { id, name, type }) {
			return await rest('POST', '/dynamic-node-parameters/resource-locator-results', {
				methodName,
				path: 'parameters.invocationId',
				nodeTypeAndVersion: { name: TAT, version: 1 },
				currentNodeParameters: { resource: 'invocation' },
				credentials: { [type]: { id, name } },
			});
		},
		async execute(workflow, trigger) {
			const executionId = await start(workflow, trigger);
			return nodeRuns(await poll('the execution to end', async () => await result(executionId)));
		},
		start,
		async stop(executionId) {
			await rest('POST', `/executions/${executionId}/stop`);
		},
		async publish(workflow) {
			const { id, versionId } = await save(workflow);
			await rest('POST', `/workflows/${id}/activate`, { versionId });
		},
		async callWebhook(path, body) {
			// n8n 2 publishes in the background: until then the webhook is not found
			return await poll('the webhook', async () => {
				const response = await fetch(`${n8n.url}/webhook/${path}`, {
					method: 'POST',
					headers: { 'Content-Type': 'application/json' },
					body: JSON.stringify(body),
				});
				return response.status === 404 ? undefined : ((await response.json()) as IDataObject);
			});
		},
	};

	async function start(workflow: WorkflowJson, trigger: string): Promise<string> {
		const workflowData = await save(workflow);
		const run = { workflowData, triggerToStartFrom: { name: trigger } };
		const { executionId } = await rest<{ executionId: string }>(
			'POST',
			`/workflows/${workflowData.id}/run`,
			run,
		);
		return executionId;
	}

	async function save(workflow: WorkflowJson): Promise<{ id: string; versionId: string }> {
		return await rest('POST', '/workflows', { ...workflow, active: false });
	}

	/** What an execution did, once it is over. */
	async function result(executionId: string): Promise<IRunExecutionData | undefined> {
		const { status, data } = await rest<{ status: string; data: string }>(
			'GET',
			`/executions/${executionId}`,
		);
		if (['new', 'running', 'waiting'].includes(status)) return undefined;
		if (status !== 'success') throw new Error(`The execution ended with ${status}: ${data}`);
		return unflattened(data);
	}

	/** n8n hands over executions as it stores them. */
	function unflattened(data: string): IRunExecutionData {
		const { parse } = createRequire(n8nScript(installed))('flatted');
		return parse(data) as IRunExecutionData;
	}

	async function rest<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
		const response = await n8n.send(method, `/rest${path}`, body);
		return ((await response.json()) as { data: T }).data;
	}
}
