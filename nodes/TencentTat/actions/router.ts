import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { operationOf } from './index';
import { settled } from '../transport/settled';
import { endsTheStep, errorItem, nodeError } from './failure';

/** Runs the chosen operation once for each item. Every item that comes out is linked to the one it answers. */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const answers: INodeExecutionData[] = [];
	for (const itemIndex of this.getInputData().keys()) {
		const { execute } = operationOf(
			this.getNodeParameter('resource', itemIndex),
			this.getNodeParameter('operation', itemIndex),
		);
		const outcome = await settled(execute.call(this, itemIndex));
		if ('value' in outcome) {
			for (const json of [outcome.value].flat()) {
				answers.push({ json, pairedItem: { item: itemIndex } });
			}
			continue;
		}
		const error = outcome.error as Error;
		if (!this.continueOnFail() || endsTheStep(error)) {
			throw nodeError(this.getNode(), error, itemIndex);
		}
		answers.push(errorItem(error, itemIndex, this.getNode()));
	}
	return [answers];
}
