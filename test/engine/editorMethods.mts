import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.mts';
import type { Credentials } from './credentials.mts';
import type { Runtime } from './runtime.mts';
import type { LoadedTypes } from './types.mts';
import { toWorkflow } from './workflowJson.mts';
import type { NodeJson } from './workflowJson.mts';

/** The form in the editor while a list in it is being filled. */
export interface EditorForm {
	/** Default: the newest version. */
	typeVersion?: number;
	/** As they are in the form: an expression is not resolved. */
	parameters?: IDataObject;
	credentials?: NodeJson['credentials'];
}

/** A page of a list that the person searches. */
export interface ListPage {
	filter?: string;
	paginationToken?: string;
}

/** Runs the methods of a node type that fill the lists in the editor's form, as the editor does. */
export function editorMethods(runtime: Runtime, types: LoadedTypes, credentials: Credentials) {
	/** The node's type and the `this` of its methods. */
	function open(type: string, form: EditorForm): [INodeType, ILoadOptionsFunctions] {
		const name = 'Temp-Node';
		const workflow = toWorkflow(runtime, types, {
			nodes: [{ name, type, ...form }],
			connections: {},
		});
		const node = workflow.nodes[name];
		const additionalData = {
			...additionalDataFor(runtime, credentials),
			currentNodeParameters: (form.parameters ?? {}) as INodeParameters,
		};
		return [
			types.nodeTypes.getByNameAndVersion(type, node.typeVersion),
			new runtime.core.LoadOptionsContext(workflow, node, additionalData, ''),
		];
	}

	return {
		async listSearch(
			type: string,
			method: string,
			{ filter, paginationToken, ...form }: EditorForm & ListPage = {},
		): Promise<INodeListSearchResult> {
			const [nodeType, context] = open(type, form);
			const search = nodeType.methods?.listSearch?.[method];
			if (!search) throw new Error(`${type} has no list search ${method}`);
			return await search.call(context, filter, paginationToken);
		},

		async loadOptions(
			type: string,
			method: string,
			form: EditorForm = {},
		): Promise<INodePropertyOptions[]> {
			const [nodeType, context] = open(type, form);
			const load = nodeType.methods?.loadOptions?.[method];
			if (!load) throw new Error(`${type} has no options loader ${method}`);
			return await load.call(context);
		},

		async resourceMapping(
			type: string,
			method: string,
			form: EditorForm = {},
		): Promise<ResourceMapperFields> {
			const [nodeType, context] = open(type, form);
			const load = nodeType.methods?.resourceMapping?.[method];
			if (!load) throw new Error(`${type} has no resource mapping ${method}`);
			return await load.call(context);
		},
	};
}
