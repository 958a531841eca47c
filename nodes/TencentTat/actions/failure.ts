import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import { StoppedError } from '../transport/pause';
import { InputError, reference, TatError, type TatErrorDetails } from '../transport/TatError';

/**
 * The item for On Error = Continue. n8n sends it to the error output when it has no key but `error`, `message` and
 * `details` (WorkflowExecute.handleNodeErrorOutput in n8n-core).
 */
export function errorItem(error: Error, itemIndex: number): INodeExecutionData {
	return {
		json: { error: error.message, details: { ...detailsOf(error) } satisfies IDataObject },
		pairedItem: { item: itemIndex },
	};
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

/** A stopped execution is no error of an item: it ends the step whatever On Error says. */
export function endsTheStep(error: Error): boolean {
	return error instanceof StoppedError;
}
