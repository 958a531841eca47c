import type { Editor } from './editor.mts';
import { itemsOf } from './items.mts';
import { run, start, workflow } from './workflows.mts';

/** Has n8n start a command that goes on until it is cancelled, and returns the invocation's ID. */
export async function startCommand(editor: Editor): Promise<string> {
	const nodes = await editor.execute(
		workflow('Start a command', [start, run], [['Start', 'Run']]),
		'Start',
	);
	return itemsOf(nodes.Run)[0].invocationId as string;
}
