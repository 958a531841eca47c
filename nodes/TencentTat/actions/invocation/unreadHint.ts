import type { IExecuteFunctions } from 'n8n-workflow';

const SHOWN_INSTANCES = 5;

/** Tells the person, above the output, what is missing in results that are right otherwise. */
export function hintAtUnread(
	context: IExecuteFunctions,
	tasks: ReadonlyArray<{ instanceId: string; outputError?: string }>,
): void {
	const unread = tasks.filter(({ outputError }) => outputError !== undefined);
	if (unread.length === 0) return;
	const shown = unread.slice(0, SHOWN_INSTANCES).map(({ instanceId }) => instanceId);
	const more = unread.length > shown.length ? ` and ${unread.length - shown.length} more` : '';
	context.addExecutionHints({
		message: `What was printed could not be read on ${shown.join(', ')}${more}: ${unread[0].outputError}. The states are right, output is null. Get reads it again.`,
		location: 'outputPane',
	});
}
