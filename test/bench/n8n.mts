import type { IDataObject } from 'n8n-workflow';
import type { Key } from '../../emulator/server.mts';
import { startEngine } from '../engine/engine.mts';
import type { NodeJson } from '../engine/engine.mts';
import { nodesBase } from '../engine/nodesBase.mts';
import { byId } from '../engine/workflowJson.mts';
import type { Pair } from './localTat.mts';

/** n8n's engine, running workflows of a start and one step. */
export interface N8n {
	/** The Cancel of this project, given one item for each pair. */
	cancel(pairs: Pair[], waitForCompletion?: boolean): Promise<void>;
	/** n8n's own Edit Fields, which resolves the same expressions for each item and does nothing else. */
	editFields(pairs: Pair[]): Promise<void>;
}

/** After which something measured counts as failed. */
const LIMIT_MS = 120_000;
const EXPRESSIONS = ['invocationId', 'instanceId', 'region'] as const;

export async function startN8n(endpoint: string, { secretId, secretKey }: Key): Promise<N8n> {
	const data = { secretId, secretKey, endpoint };
	const engine = await startEngine({
		packages: [await nodesBase(), process.cwd()],
		credentials: { bench: { name: 'Bench', type: 'tencentCloudApi', data } },
	});

	/** Rejects unless the step gives an item for each pair that has `expected` in it. */
	async function run(step: NodeJson, pairs: Pair[], expected: IDataObject): Promise<void> {
		const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
		const limit = AbortSignal.timeout(LIMIT_MS);
		const { error, nodes } = await engine.run(
			{
				nodes: [start, step],
				connections: { Start: { main: [[{ node: step.name, type: 'main', index: 0 }]] } },
			},
			{ input: pairs.map((pair) => ({ ...pair })), signal: limit },
		);
		if (limit.aborted) throw new Error(`not done after ${LIMIT_MS / 1000} s`);
		if (error) throw error;
		const items = nodes[step.name][0].outputs[0];
		const done = items.filter(({ json }) =>
			Object.entries(expected).every(([name, value]) => json[name] === value),
		);
		if (done.length < pairs.length) throw new Error(`${done.length} of ${pairs.length} were done`);
	}

	return {
		cancel: async (pairs, waitForCompletion = false) =>
			await run(
				cancelStep(waitForCompletion),
				pairs,
				waitForCompletion ? { accepted: true, finished: true } : { accepted: true },
			),
		editFields: async (pairs) => await run(editFieldsStep(), pairs, {}),
	};
}

function cancelStep(waitForCompletion: boolean): NodeJson {
	return {
		name: 'Step',
		type: 'n8n-nodes-tencent-tat.tencentTat',
		parameters: {
			resource: 'invocation',
			operation: 'cancel',
			invocationId: byId('={{ $json.invocationId }}'),
			instanceIds: '={{ $json.instanceId }}',
			waitForCompletion,
			options: { region: byId('={{ $json.region }}') },
		},
		credentials: { tencentCloudApi: { id: 'bench', name: 'Bench' } },
	};
}

function editFieldsStep(): NodeJson {
	const assignments = EXPRESSIONS.map((name) => ({
		id: name,
		name,
		type: 'string',
		value: `={{ $json.${name} }}`,
	}));
	return {
		name: 'Step',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { assignments: { assignments }, options: {} },
	};
}
