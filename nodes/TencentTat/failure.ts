import {
	NodeApiError,
	NodeOperationError,
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { CarriedOut } from './carriedOut';
import { withCarriedOut, wordsOf, type Words } from './failureWords';
import { StoppedError } from './transport/pause';
import { InputError, TatError, type Failure, type Ran } from './transport/TatError';

/** What an error item says of its failure, for workflows and models. */
export interface Details extends Pick<Failure, 'requestId' | 'action' | 'region' | 'retryable'> {
	/**
	 * The vendor's code, else one of this package: `InvalidInput`, `NetworkError.*`, `HttpError.<status>`,
	 * `InvalidAnswer.*`, `Outcome.*`.
	 */
	code: string;
	/** What to do next. */
	hint: string;
	ran: Ran;
}

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
	return { json: { error: messageOf(error), [key]: details }, pairedItem: { item: itemIndex } };
}

/** The error for On Error = Stop. */
export function nodeError(
	node: INode,
	error: Error,
	itemIndex: number,
	carriedOut: CarriedOut = { item: itemIndex, done: [] },
): NodeApiError | NodeOperationError {
	const words = withCarriedOut(textOf(error), carriedOut);
	const wrapped = wrap(node, error, words, itemIndex);
	// n8n's constructors replace a message that contains one of the system's codes, as "ResourceNotFound" does ENOTFOUND.
	wrapped.message = words.message;
	wrapped.messages = [];
	return wrapped;
}

/** What happened, for a person. */
export function messageOf(error: Error): string {
	return textOf(error).message;
}

function wrap(
	node: INode,
	error: Error,
	{ message, hint }: Words,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const shown = { message, description: hint || undefined, itemIndex };
	if (error instanceof TatError) {
		const { fault, requestId, action, region } = error.failure;
		const names = { Code: fault.code, RequestId: requestId, Action: action, Region: region };
		return new NodeApiError(node, names, shown);
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex = itemIndex;
		error.description = shown.description;
		return error;
	}
	return new NodeOperationError(node, error, shown);
}

function textOf(error: Error): Words {
	if (error instanceof TatError) return wordsOf(error.failure);
	const { description } = error as { description?: unknown };
	const hint = error instanceof InputError ? error.hint : String(description ?? '');
	return { message: error.message, hint };
}

export function detailsOf(error: Error): Details {
	const { hint } = textOf(error);
	if (error instanceof TatError) {
		const { fault, requestId, action, region, retryable, ran } = error.failure;
		return { code: fault.code, requestId, action, region, hint, retryable, ran };
	}
	const isInput = error instanceof InputError;
	return {
		code: isInput ? 'InvalidInput' : error.name,
		requestId: null,
		action: '',
		region: '',
		hint,
		retryable: false,
		ran: isInput || isOfN8n(error) ? 'no' : 'unknown',
	};
}

/** n8n's own errors come while forms and credentials are read, before anything is sent. */
function isOfN8n(error: Error): boolean {
	return 'level' in error;
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
