import { join } from 'node:path';
import type { NodeJson, WorkflowJson } from '../../engine/engine.mts';

export const FIXTURE_PACKAGE = join(process.cwd(), 'test/unit/engine/fixture-package');

/** A node of the fixture package. */
export function fixture(name: string, operation: string, settings: Partial<NodeJson> = {}) {
	const { parameters, ...others } = settings;
	return {
		name,
		type: 'n8n-nodes-fixture.fixture',
		parameters: { operation, ...parameters },
		...others,
	};
}

export const trigger: NodeJson = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** A node of n8n's own. */
export function basic(name: string, type: string, parameters: object = {}): NodeJson {
	return { name, type: `n8n-nodes-base.${type}`, parameters };
}

/** A workflow of nodes that are each connected to the first output of the one before. */
export function chain(...nodes: NodeJson[]): WorkflowJson {
	const connections: WorkflowJson['connections'] = {};
	for (const [index, { name }] of nodes.slice(0, -1).entries()) {
		connections[name] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	}
	return { nodes, connections };
}
