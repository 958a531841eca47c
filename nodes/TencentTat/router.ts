import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { knownClockError } from '../../tencentcloud/clock';
import { operationOf } from './actions/index';
import type { OutputItem } from './actions/operation';
import { checkSameForAll } from './transport/credential';
import { hostsOf } from './transport/hosts';
import { settled, type Settled } from './transport/settled';
import { endsTheStep, errorItem, goesOn, isTool, nodeError } from './failure';
import { forModel } from './forModel';

/** Runs the chosen operation on all items, and links every output item to its input item. */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = [...this.getInputData().keys()];
	if (items.length === 0) return [[]];
	// resource and operation accept no expression, so they are the same for all items
	const { execute } = operationOf(
		this.getNodeParameter('resource', 0),
		this.getNodeParameter('operation', 0),
	);
	const checked = await settled(checkSameForAll(this, items.length));
	const answers: Settled<OutputItem[]> =
		'error' in checked
			? { value: items.map((item) => ({ item, ...checked })) }
			: await settled(execute.call(this, items));
	if ('error' in answers) throw nodeError(this.getNode(), answers.error as Error, 0);

	hintAtClock(this);

	const shorten = isTool(this);
	const ends = !goesOn(this);
	const output: INodeExecutionData[] = [];
	for (const answer of answers.value) {
		if ('value' in answer) {
			const json = shorten ? forModel(answer.value) : answer.value;
			output.push({ json, pairedItem: { item: answer.item } });
			continue;
		}
		const error = answer.error as Error;
		if (ends || endsTheStep(error)) {
			throw nodeError(this.getNode(), error, answer.item, answer.carriedOut);
		}
		output.push(errorItem(error, answer.item, this.getNode()));
	}
	return [output];
}

/** This node signs with the right time anyway, but other nodes do not, nor does this one after a restart. */
function hintAtClock(context: IExecuteFunctions): void {
	const [error] = hostsOf(context).flatMap((host) => knownClockError(host) ?? []);
	if (error === undefined || !('addExecutionHints' in context)) return;
	context.addExecutionHints({
		message: `${error[0].toUpperCase()}${error.slice(1)}. This node signs its requests with Tencent Cloud's time; set the clock (NTP) for the others.`,
		location: 'outputPane',
	});
}
