import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { operationOf } from './index';
import { settled } from '../transport/settled';
import { endsTheStep, errorItem, nodeError } from './failure';

/** Runs the chosen operation on all items. Every item that comes out is linked to the one it answers. */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = [...this.getInputData().keys()];
	if (items.length === 0) return [[]];
	// resource and operation take no expression, so they are the same for all items
	const { execute } = operationOf(
		this.getNodeParameter('resource', 0),
		this.getNodeParameter('operation', 0),
	);
	const answers = await settled(execute.call(this, items));
	if ('error' in answers) throw nodeError(this.getNode(), answers.error as Error, 0);

	const output: INodeExecutionData[] = [];
	for (const [itemIndex, answer] of answers.value.entries()) {
		if ('value' in answer) {
			for (const json of [answer.value].flat()) {
				output.push({ json, pairedItem: { item: itemIndex } });
			}
			continue;
		}
		const error = answer.error as Error;
		if (!this.continueOnFail() || endsTheStep(error)) {
			throw nodeError(this.getNode(), error, itemIndex);
		}
		output.push(errorItem(error, itemIndex, this.getNode()));
	}
	return [output];
}
