import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { startEmulator } from '../../../emulator/server.mts';
import type { Emulator, EmulatorOptions } from '../../../emulator/server.mts';
import { startEngine } from '../../engine/engine.mts';
import type { Engine, NodeRun, RunOptions, WorkflowJson } from '../../engine/engine.mts';
import { nodesBase } from '../../engine/nodesBase.mts';

/** The first fetch of n8n's own nodes is slow; all the rest of a start takes a second or two. */
export const START_MS = 120_000;
export const REGION = 'ap-guangzhou';
const TYPE = 'n8n-nodes-tencent-tat.tencentTat';

type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

export interface Stage {
	emulator: Emulator;
	engine: Engine;
	/** Runs Start → TAT → [After, Errors] and answers what the TAT node did. */
	tat(parameters: IDataObject, options?: StepOptions): Promise<NodeRun>;
	/** The first item of an operation that is expected to succeed. */
	item(parameters: IDataObject, options?: StepOptions): Promise<IDataObject>;
	/** The requests that reached the emulator during `act`. */
	requestsDuring(act: () => Promise<unknown>): Promise<Emulator['requests']>;
	stop(): Promise<void>;
}

export interface StepOptions extends RunOptions {
	onError?: OnError;
	/** ID of the credential to use. */
	credential?: string;
}

/** The emulator, and n8n's engine with this package from `dist` and a credential for the emulator. */
export async function startStage(
	options: EmulatorOptions = {},
	credentials: (endpoint: string) => Record<string, IDataObject> = () => ({}),
): Promise<Stage> {
	// The tests' own scripts do no harm where there is no sandbox
	const emulator = await startEmulator({ scriptsOnThisMachine: true, ...options });
	const [{ secretId, secretKey }] = emulator.keys;
	const { endpoint } = emulator;
	const data: Record<string, IDataObject> = {
		good: { secretId, secretKey, region: REGION, endpoint },
		...credentials(endpoint),
	};
	const engine = await startEngine({
		packages: [await nodesBase(), process.cwd()],
		credentials: Object.fromEntries(
			Object.entries(data).map(([id, fields]) => [
				id,
				{ name: id, type: 'tencentCloudApi', data: fields as Record<string, string> },
			]),
		),
	});

	const stage: Stage = {
		emulator,
		engine,
		async tat(parameters, { onError, credential, ...runOptions } = {}) {
			const run = await engine.run(tatWorkflow(parameters, onError, credential), {
				input: [{}],
				...runOptions,
			});
			return run.nodes.TAT[0];
		},
		async item(parameters, stepOptions) {
			const { error, outputs } = await stage.tat(parameters, stepOptions);
			if (error) throw new Error(`${error.message}\n${error.description}`);
			return outputs[0][0].json;
		},
		async requestsDuring(act) {
			const before = emulator.requests.length;
			await act();
			return emulator.requests.slice(before);
		},
		stop: async () => await emulator.stop(),
	};
	return stage;
}

export function tatWorkflow(
	parameters: IDataObject,
	onError: OnError = 'stopWorkflow',
	credential = 'good',
): WorkflowJson {
	return {
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{
				name: 'TAT',
				type: TYPE,
				parameters: { resource: 'invocation', ...parameters },
				credentials: { tencentCloudApi: { id: credential, name: credential } },
				onError,
			},
			{ name: 'After', type: 'n8n-nodes-base.noOp', parameters: {} },
			{ name: 'Errors', type: 'n8n-nodes-base.noOp', parameters: {} },
		],
		connections: {
			Start: { main: [[{ node: 'TAT', type: 'main', index: 0 }]] },
			TAT: {
				main: [
					[{ node: 'After', type: 'main', index: 0 }],
					[{ node: 'Errors', type: 'main', index: 0 }],
				],
			},
		},
	} as WorkflowJson;
}

/** An ID as an expression gives it: what is typed is checked in the form already, against the clock. */
export function byId(id: unknown): IDataObject {
	const value = String(id).startsWith('=') ? id : `={{ ${JSON.stringify(id)} }}`;
	return { __rl: true, mode: 'id', value } as IDataObject;
}

export function jsonOf(items: INodeExecutionData[]): IDataObject[] {
	return items.map(({ json }) => json);
}

/** What an operation is refused with. */
export async function refusal(stage: Stage, parameters: IDataObject) {
	const { error } = await stage.tat(parameters);
	return { message: error?.message ?? 'no error', description: error?.description };
}

/** Expects bad input to be refused with this message, and nothing to be sent. */
export async function expectUnsent(
	stage: Stage,
	parameters: IDataObject,
	message: RegExp,
): Promise<void> {
	const requests = await stage.requestsDuring(async () => {
		expect((await refusal(stage, parameters)).message).toMatch(message);
	});
	expect(requests).toEqual([]);
}
