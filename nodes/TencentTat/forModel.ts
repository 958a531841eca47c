import type { IDataObject } from 'n8n-workflow';

const MOST_CHARACTERS = 2000;

/** An item for a language model: outputs are cut to their end, where scripts say how they ended. */
export function forModel(json: IDataObject): IDataObject {
	return Array.isArray(json.tasks)
		? { ...json, tasks: (json.tasks as IDataObject[]).map(shortened) }
		: shortened(json);
}

function shortened(task: IDataObject): IDataObject {
	const { output } = task;
	if (typeof output !== 'string' || output.length <= MOST_CHARACTERS) return task;
	return { ...task, output: `[...] ${output.slice(-MOST_CHARACTERS)}`, outputTruncated: true };
}
