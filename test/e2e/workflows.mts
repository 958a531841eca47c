import { byId } from '../engine/workflowJson.mts';
import type { NodeJson, WorkflowJson } from '../engine/workflowJson.mts';

export const TAT = 'n8n-nodes-tencent-tat.tencentTat';
const CREDENTIALS = {
	tencentCloudApi: { id: 'tencentCloudAccount', name: 'Tencent Cloud account' },
};

/** `[from, to]` or `[from, to, output of from]` */
type Arrow = [string, string] | [string, string, number];

export function workflow(name: string, nodes: NodeJson[], arrows: Arrow[]): WorkflowJson {
	const connections: WorkflowJson['connections'] = {};
	for (const [from, to, output = 0] of arrows) {
		const outputs = (connections[from] ??= { main: [] }).main;
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type: 'main', index: 0 });
	}
	return {
		name,
		nodes: nodes.map((node, index) => ({ id: `${index}`, position: [220 * index, 0], ...node })),
		connections,
		settings: { executionOrder: 'v1' },
	};
}

export const start: NodeJson = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};

/** A trigger that answers its caller with what the last node gave. */
export function webhook(name: string, path: string): NodeJson {
	const parameters = { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} };
	return { name, type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters, webhookId: path };
}

/** @param expression gives the fields of each item that comes out */
export function fields(name: string, expression: string): NodeJson {
	const parameters = { mode: 'raw', jsonOutput: `={{ (${expression}) }}`, options: {} };
	return { name, type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters };
}

/** One item for each element of the list in a field. */
export function splitOut(name: string, fieldToSplitOut: string): NodeJson {
	const parameters = { fieldToSplitOut, options: {} };
	return { name, type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters };
}

export function tat(name: string, parameters: object, settings: object = {}): NodeJson {
	return {
		name,
		type: TAT,
		typeVersion: 1,
		parameters: { resource: 'invocation', ...parameters },
		credentials: CREDENTIALS,
		...settings,
	};
}

/** The HTTP Request node, signing with the credential of this package. */
export function httpRequest(name: string, parameters: object): NodeJson {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'tencentCloudApi',
			options: {},
			...parameters,
		},
		credentials: CREDENTIALS,
	};
}

/** A step that starts a command that goes on until it is cancelled. */
export const run = tat('Run', {
	operation: 'runCommand',
	content: 'sleep 86400',
	instanceIds: byId('ins-fake0001'),
	waitForCompletion: false,
	options: { commandName: 'nightly-backup', timeout: 86_400 },
});

/** A step that cancels what the one before it has started. */
export const cancel = tat('Cancel', {
	operation: 'cancel',
	invocationId: byId('={{ $json.invocationId }}'),
	waitForCompletion: true,
});
