import type { IExecuteFunctions } from 'n8n-workflow';

import { messageOf } from '../../failure';
import { cancelStarted, type LeftRunning } from '../../invocation/cancelStarted';
import type { Started } from '../../invocation/start';
import type { Tat } from '../../transport/tat';
import { TatError } from '../../transport/TatError';

const SHOWN_INSTANCES = 5;

/**
 * Cancels what a step started, after the execution was stopped. Nobody sees the result of a stopped step, so what goes on
 * nevertheless, or may, is told in n8n's log.
 *
 * @param refused why other parts were not started, or are not known to be
 */
export async function cancelAfterStop(
	context: IExecuteFunctions,
	tat: Tat,
	started: readonly Started[],
	refused: readonly unknown[],
): Promise<void> {
	for (const error of refused) logIfUnknown(context, tat.region, error);
	for (const left of await cancelStarted(tat, started)) logLeft(context, tat.region, left);
}

/** What may have been started, so that there is nothing to cancel it by. */
function logIfUnknown(context: IExecuteFunctions, region: string, error: unknown): void {
	if (!(error instanceof TatError && error.failure.ran === 'unknown')) return;
	context.logger.error(
		`The workflow was stopped while a command was being started, so it could not be cancelled: ${messageOf(error)}`,
		{ ...nodeOf(context), region, ...codeOf(error) },
	);
}

function logLeft(context: IExecuteFunctions, region: string, left: LeftRunning): void {
	const { invocationId } = left;
	const about = { ...nodeOf(context), invocationId, region };
	if ('error' in left) {
		context.logger.error(
			`The workflow was stopped, but ${invocationId} in ${region} may go on: ${messageOf(left.error as Error)}`,
			{ ...about, ...codeOf(left.error) },
		);
		return;
	}
	context.logger.warn(
		`The workflow was stopped and the cancel of ${invocationId} in ${region} accepted, but ${some(left.open)} after ${left.seconds} s`,
		{ ...about, code: 'Outcome.stillCancelling' },
	);
}

function nodeOf(context: IExecuteFunctions) {
	const { id, name } = context.getNode();
	return { nodeId: id, nodeName: name, executionId: context.getExecutionId() };
}

function codeOf(error: unknown) {
	if (!(error instanceof TatError)) return {};
	const { fault, requestId } = error.failure;
	return { code: fault.code, requestId };
}

function some(open: Extract<LeftRunning, { open: unknown }>['open']): string {
	if (open.length === 0) return 'no task of it was seen';
	const shown = open
		.slice(0, SHOWN_INSTANCES)
		.map(({ instanceId, statusAfter }) => `${instanceId} (${statusAfter ?? 'not seen'})`);
	const more = open.length > shown.length ? ` and ${open.length - shown.length} more` : '';
	return `${shown.join(', ')}${more} ${open.length === 1 ? 'was' : 'were'} not over`;
}
