import {
	NodeApiError,
	NodeOperationError,
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import { reference } from '../../tencentcloud/faults';
import { StoppedError } from './transport/pause';
import { InputError, TatError, type TatErrorDetails } from './transport/TatError';

/** n8n 2 has a `sleep` that takes a signal as well, n8n 1 has not. */
const IS_N8N_1 = sleep.length < 2;

/**
 * The item for On Error = Continue: `{ error, details }`. To the error output n8n 2 sends what has no key but `error`,
 * `message` and `details`, and n8n 1 what has no key but `error` and `message`, so there `message` holds the details
 * (WorkflowExecute.handleNodeErrorOutput in n8n-core 2.41.1 and 1.123.81).
 */
export function errorItem(
	error: Error,
	itemIndex: number,
	{ onError }: Pick<INode, 'onError'>,
): INodeExecutionData {
	const details: IDataObject = { ...detailsOf(error) };
	const key = IS_N8N_1 && onError === 'continueErrorOutput' ? 'message' : 'details';
	return { json: { error: error.message, [key]: details }, pairedItem: { item: itemIndex } };
}

/** The error for On Error = Stop. */
export function nodeError(
	node: INode,
	error: Error,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const wrapped = wrap(node, error, itemIndex);
	// n8n's constructors replace a message that contains one of the system's codes, as "ResourceNotFound" does ENOTFOUND.
	wrapped.message = error.message;
	wrapped.messages = [];
	return wrapped;
}

function wrap(node: INode, error: Error, itemIndex: number): NodeApiError | NodeOperationError {
	if (error instanceof TatError) {
		const { code, requestId, action, region, hint } = error.details;
		return new NodeApiError(
			node,
			{ Code: code, RequestId: requestId, Action: action, Region: region },
			{
				message: error.message,
				description: `${hint} (${reference(code, requestId)})`,
				itemIndex,
			},
		);
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex = itemIndex;
		return error;
	}
	const description = error instanceof InputError ? error.hint : undefined;
	return new NodeOperationError(node, error, { message: error.message, description, itemIndex });
}

function detailsOf(error: Error): TatErrorDetails {
	if (error instanceof TatError) return error.details;
	const hint =
		error instanceof InputError
			? error.hint
			: String((error as { description?: unknown }).description ?? '');
	return {
		code: error instanceof InputError ? 'InvalidInput' : error.name,
		requestId: null,
		action: '',
		region: '',
		hint,
		retryable: false,
	};
}

/** Whether an item that fails gets its error, and the others go on. A model can only act on an error that it is told. */
export function goesOn(context: IExecuteFunctions): boolean {
	return context.continueOnFail() || isTool(context);
}

export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/** A stopped execution is no error of an item: it ends the step whatever On Error says. */
export function endsTheStep(error: Error): boolean {
	return error instanceof StoppedError;
}
