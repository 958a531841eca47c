import type { IExecuteFunctions } from 'n8n-workflow';

import { messageOf } from '../../failure';

const SHOWN_INSTANCES = 5;

/** Tells the person, above the output, what is missing in results that are right otherwise. */
export function hintAtUnread(
	context: IExecuteFunctions,
	tasks: ReadonlyArray<{ instanceId: string; outputError?: Error }>,
): void {
	const unread = tasks.filter(({ outputError }) => outputError !== undefined);
	const [{ outputError } = {}] = unread;
	if (!outputError) return;
	const shown = unread.slice(0, SHOWN_INSTANCES).map(({ instanceId }) => instanceId);
	const more = unread.length > shown.length ? ` and ${unread.length - shown.length} more` : '';
	context.addExecutionHints({
		message: `What was printed could not be read on ${shown.join(', ')}${more}: ${messageOf(outputError)}. The states are right, output is null. Get reads it again.`,
		location: 'outputPane',
	});
}

/** A task as an item shows it: where its output could not be read, with why in words. */
export function legible<T extends { outputError?: Error }>(task: T) {
	const { outputError } = task;
	return { ...task, ...(outputError && { outputError: messageOf(outputError) }) };
}
