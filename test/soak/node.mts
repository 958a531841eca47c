import type { IDataObject } from 'n8n-workflow';
import type { Key } from '../../emulator/server.mts';
import { startEngine } from '../engine/engine.mts';
import type { NodeJson } from '../engine/engine.mts';
import { nodesBase } from '../engine/nodesBase.mts';
import { byId } from '../engine/workflowJson.mts';
import type { Task } from './world.mts';

export interface CancelWish extends Task {
	waits: boolean;
	/** Seconds to wait at most. */
	timeout: number;
}

export interface RunWish {
	/** There is no other wish with it. */
	script: string;
	instanceId: string;
	region: string;
	waits: boolean;
	/** Whether to look for it when the answer is lost. */
	looks: boolean;
}

/** This package in n8n's engine. */
export interface Node {
	/** All the items that come out for each wish, `by` the key of that number. */
	cancel(wishes: CancelWish[], by: number): Promise<IDataObject[][]>;
	run(wishes: RunWish[], by: number): Promise<IDataObject[][]>;
}

/** Less than the slowest answers take. */
const REQUEST_TIMEOUT_SECONDS = 2;
/** After which what has no answer counts as that. */
const LIMIT_MS = 15 * 60_000;

export async function startNode(endpoint: string, keys: Key[]): Promise<Node> {
	const credentials = keys.map(({ secretId, secretKey }, index) => [
		String(index),
		{ name: secretId, type: 'tencentCloudApi', data: { secretId, secretKey, endpoint } },
	]);
	const engine = await startEngine({
		packages: [await nodesBase(), process.cwd()],
		credentials: Object.fromEntries(credentials),
	});
	const limit = AbortSignal.timeout(LIMIT_MS);

	async function execute(parameters: IDataObject, wishes: object[], by: number) {
		const answers = wishes.map((): IDataObject[] => []);
		if (wishes.length === 0) return answers;
		const { nodes } = await engine.run(workflow(parameters, by), {
			input: wishes.map((wish) => ({ ...wish })),
			signal: limit,
		});
		for (const { json, pairedItem } of nodes.TAT[0].outputs[0] ?? []) {
			answers[(pairedItem as { item: number }).item].push(json);
		}
		return answers;
	}

	return {
		cancel: async (wishes, by) => await execute(CANCEL, wishes, by),
		run: async (wishes, by) => await execute(RUN, wishes, by),
	};
}

const OPTIONS = {
	region: byId('={{ $json.region }}'),
	requestTimeout: REQUEST_TIMEOUT_SECONDS,
};

const CANCEL = {
	operation: 'cancel',
	invocationId: byId('={{ $json.invocationId }}'),
	instanceIds: '={{ $json.instanceId }}',
	waitForCompletion: '={{ $json.waits }}',
	options: { ...OPTIONS, timeout: '={{ $json.timeout }}' },
};

const RUN = {
	operation: 'runCommand',
	content: '={{ $json.script }}',
	instanceIds: '={{ $json.instanceId }}',
	waitForCompletion: '={{ $json.waits }}',
	options: { ...OPTIONS, lookAfterLostAnswer: '={{ $json.looks }}' },
};

function workflow(parameters: IDataObject, by: number) {
	const start: NodeJson = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	const tat: NodeJson = {
		name: 'TAT',
		type: 'n8n-nodes-tencent-tat.tencentTat',
		parameters: { resource: 'invocation', ...parameters },
		credentials: { tencentCloudApi: { id: String(by), name: String(by) } },
		onError: 'continueRegularOutput',
	};
	return {
		nodes: [start, tat],
		connections: { Start: { main: [[{ node: 'TAT', type: 'main' as const, index: 0 }]] } },
	};
}
