import type { ICredentialType, INodeProperties, INodeTypes } from 'n8n-workflow';
import type { Runtime } from './runtime.mts';

/** The node and credential types of the loaded packages. */
export interface LoadedTypes {
	nodeTypes: INodeTypes;
	credentialType(name: string): ICredentialType;
	/** The types a credential type extends, and those that these extend. */
	credentialParents(name: string): string[];
	/** The fields of a credential type, those it inherits included. */
	credentialFields(name: string): INodeProperties[];
}

/** Loads packages from their folders as n8n does. A node's type is `<package name>.<node name>`. */
export async function loadTypes(runtime: Runtime, folders: string[]): Promise<LoadedTypes> {
	const loaders = folders.map((folder) => new runtime.core.PackageDirectoryLoader(folder));
	for (const loader of loaders) await loader.loadAll();

	function getByName(type: string) {
		const dot = type.lastIndexOf('.');
		const loader = loaders.find(({ packageName }) => packageName === type.slice(0, dot));
		if (!loader) throw new Error(`No loaded package has the node type ${type}`);
		return loader.getNode(type.slice(dot + 1)).type;
	}

	function credentialType(name: string): ICredentialType {
		const loader = loaders.find(({ known }) => name in known.credentials);
		if (!loader) throw new Error(`No loaded package has the credential type ${name}`);
		return loader.getCredential(name).type;
	}

	function credentialParents(name: string): string[] {
		const parents = credentialType(name).extends ?? [];
		return parents.flatMap((parent) => [parent, ...credentialParents(parent)]);
	}

	function credentialFields(name: string): INodeProperties[] {
		const fields: INodeProperties[] = [];
		const { mergeNodeProperties } = runtime.workflow.NodeHelpers;
		for (const parent of credentialType(name).extends ?? []) {
			mergeNodeProperties(fields, credentialFields(parent));
		}
		mergeNodeProperties(fields, credentialType(name).properties);
		return fields;
	}

	return {
		nodeTypes: {
			getByName,
			getByNameAndVersion: (type, version) =>
				runtime.workflow.NodeHelpers.getVersionedNodeType(getByName(type), version),
			getKnownTypes: () => ({}),
		},
		credentialType,
		credentialParents,
		credentialFields,
	};
}
