import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IDataObject,
	INode,
	INodeCredentialTestResult,
	INodeType,
	INodeTypes,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.mts';
import type { Credentials } from './credentials.mts';
import { executeContext } from './nodeContext.mts';
import type { Runtime } from './runtime.mts';

/**
 * Sends a credential's test request as the editor's "Test" does: by a declarative node that has
 * no other request, judged by the test's rules.
 */
export async function testCredential(
	runtime: Runtime,
	credentials: Credentials,
	test: ICredentialTestRequest,
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const nodeType = nodeTypeThatSends(test, type);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: nodeType.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: { id: null, name: 'Tested' } },
	};
	const nodeTypes = onlyType(nodeType);
	const workflow = new runtime.workflow.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes,
	});

	let body: IDataObject | undefined;
	try {
		const complete = credentials.complete(
			data,
			type,
			'internal',
			additionalDataFor(runtime, credentials),
		);
		const outputs = await new runtime.core.RoutingNode(
			executeContext(runtime, credentials, workflow, node),
			nodeType,
			{ id: '', name: 'Tested', type, data: complete },
		).runNode();
		body = outputs?.[0][0].json;
	} catch (error) {
		return { status: 'Error', message: messageOfFailure(error as RequestError, test.rules ?? []) };
	}

	const broken = (test.rules ?? []).find(
		(rule) =>
			rule.type === 'responseSuccessBody' &&
			valueAt(body, rule.properties.key) === rule.properties.value,
	);
	return broken
		? { status: 'Error', message: broken.properties.message }
		: { status: 'OK', message: 'Connection successful!' };
}

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

interface RequestError extends Error {
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

function messageOfFailure(error: RequestError, rules: Rule[]): string {
	const response = error.cause?.response;
	if (!response) return error.cause?.code ?? error.message;
	const rule = rules.find(
		({ type, properties }) => type === 'responseCode' && properties.value === response.status,
	);
	return (
		rule?.properties.message ||
		response.statusText ||
		`Received HTTP status code: ${response.status}`
	);
}

function nodeTypeThatSends({ request }: ICredentialTestRequest, type: string): INodeType {
	return {
		description: {
			name: 'credentialTest',
			displayName: 'Credential Test',
			description: '',
			group: [],
			version: 1,
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: type, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
			],
		},
	};
}

function onlyType(nodeType: INodeType): INodeTypes {
	return {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
}

function valueAt(body: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], body);
}
