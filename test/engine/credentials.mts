import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	ICredentialsHelper,
	IExecuteData,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Runtime } from './runtime.mts';
import type { LoadedTypes } from './types.mts';
import { unsupported } from './unsupported.mts';

/** A credential as a person fills it in. `data` is plain: nothing is stored. */
export interface Credential {
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

/** n8n's part between a node and its credential, over credentials that live in memory. */
export interface Credentials extends ICredentialsHelper {
	/** The data of a credential with its default values, and its expressions resolved. */
	complete(
		data: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		additionalData: IWorkflowExecuteAdditionalData,
		executeData?: IExecuteData,
		expressionValues?: ICredentialsExpressionResolveValues,
	): ICredentialDataDecryptedObject;
}

/** Fields that n8n's editor adds to every credential type that can sign requests. */
const DOMAIN_FIELDS = ['allowedHttpRequestDomains', 'allowedDomains'];

/** Answers for the credentials in `stored`, by ID, the way n8n answers for those in its database. */
export function credentialsInMemory(
	{ core, workflow: { NodeHelpers, Workflow } }: Runtime,
	types: LoadedTypes,
	stored: Record<string, Credential>,
): Credentials {
	function find({ id }: INodeCredentialsDetails, type: string): ICredentialDataDecryptedObject {
		const credential = id === null ? undefined : stored[id];
		if (credential?.type !== type) {
			throw new Error(`Credential with ID "${id}" does not exist for type "${type}"`);
		}
		return credential.data;
	}

	const complete: Credentials['complete'] = (
		data,
		type,
		mode,
		additionalData,
		executeData,
		expressionValues,
	) => {
		const withDefaults = NodeHelpers.getNodeParameters(
			types.credentialFields(type),
			data as INodeParameters,
			true,
			false,
			null,
			null,
		) as INodeParameters;
		for (const field of DOMAIN_FIELDS) {
			if (data[field] !== undefined) withDefaults[field] ??= data[field] as string;
		}

		const keys = core.getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		const resolved = expressionValues
			? expressionValues.workflow.expression.getParameterValue(
					withDefaults,
					expressionValues.runExecutionData,
					expressionValues.runIndex,
					expressionValues.itemIndex,
					expressionValues.node.name,
					expressionValues.connectionInputData,
					mode,
					keys,
					executeData,
					false,
					withDefaults,
				)
			: outsideWorkflow().expression.getComplexParameterValue(
					NO_NODE,
					withDefaults,
					mode,
					keys,
					undefined,
					undefined,
					withDefaults,
				);
		return resolved as ICredentialDataDecryptedObject;
	};

	/** The editor's list searches and the credential test resolve expressions without a workflow. */
	function outsideWorkflow(): Workflow {
		const { nodeTypes } = types;
		return new Workflow({ nodes: [], connections: {}, active: false, nodeTypes });
	}

	return {
		complete,
		getDecrypted: async (
			additionalData,
			reference,
			type,
			mode,
			executeData,
			raw,
			expressionValues,
		) => {
			const data = find(reference, type);
			if (raw) return data;
			return complete(data, type, mode, additionalData, executeData, expressionValues);
		},
		authenticate: async (data, type, request, workflow, node) => {
			const { authenticate } = types.credentialType(type);
			const options = request as IHttpRequestOptions;
			if (typeof authenticate === 'function') return await authenticate(data, options);
			if (!authenticate || !workflow || !node) return options;
			return addGenericAuthentication(authenticate, data, options, workflow, node);
		},
		preAuthentication: async (helpers, data, type, _node, expired) => {
			const { preAuthentication, properties } = types.credentialType(type);
			const token = properties.find(
				(field) => field.type === 'hidden' && field.typeOptions?.expirable === true,
			);
			if (!preAuthentication || !token || !(data[token.name] === '' || expired)) return undefined;
			const output = await preAuthentication.call(helpers, data);
			// n8n stores a token; without one it asks again before the next request
			return output[token.name] === undefined ? undefined : unsupported('Storing a token');
		},
		runPreAuthentication: async () => undefined,
		getParentTypes: (type) => types.credentialParents(type),
		getCredentialsProperties: (type) => types.credentialFields(type),
		isCredentialUsableByNode: () => true,
		getCredentials: async () => unsupported('Reading a stored credential'),
		updateCredentials: async () => unsupported('Changing a stored credential'),
		updateCredentialsOauthTokenData: async () => unsupported('OAuth'),
	};
}

const NO_NODE: INode = {
	id: '',
	name: '',
	type: '',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function addGenericAuthentication(
	{ properties }: IAuthenticateGeneric,
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
	workflow: Workflow,
	node: INode,
): IHttpRequestOptions {
	const resolve = (text: string) =>
		workflow.expression.getSimpleParameterValue(
			node,
			text,
			'internal',
			{ $credentials: credentials },
			undefined,
			'',
		) as string;

	const signed = { ...request } as Record<string, unknown>;
	for (const [part, values] of Object.entries(properties)) {
		const resolved = Object.entries(values as Record<string, string>).map(
			([name, value]) => [resolve(name), resolve(value)] as const,
		);
		signed[part] = { ...(signed[part] as object), ...Object.fromEntries(resolved) };
	}
	return signed as unknown as IHttpRequestOptions;
}
