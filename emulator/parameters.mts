import type { ActionSpec } from './api.mts';

export type Parameters = Record<string, unknown>;

/**
 * The parameters of a request: a JSON object in the body of a POST, flat keys such as
 * `Filters.0.Name` in the query of a GET. Undefined when the body is not a JSON object.
 */
export function readParameters(
	method: string,
	query: string,
	body: Buffer,
	spec?: ActionSpec,
): Parameters | undefined {
	return method === 'GET' ? fromQuery(query, spec) : fromJson(body);
}

function fromJson(body: Buffer): Parameters | undefined {
	try {
		const value: unknown = JSON.parse(body.toString());
		return isPlainObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function fromQuery(query: string, spec?: ActionSpec): Parameters {
	const root: Parameters = Object.create(null);
	for (const [key, value] of new URLSearchParams(query)) {
		const path = key.split('.');
		const last = path.pop() as string;
		let node = root;
		for (const step of path) {
			const next = isPlainObject(node[step]) ? node[step] : Object.create(null);
			node = node[step] = next;
		}
		node[last] = value;
	}
	const parameters = arraysOf(root) as Parameters;
	for (const { name, type } of spec?.request ?? []) {
		const text = parameters[name];
		if (type === 'integer' && /^\d+$/.test(String(text))) parameters[name] = Number(text);
		if (type === 'boolean' && /^(true|false)$/.test(String(text)))
			parameters[name] = text === 'true';
	}
	return parameters;
}

/** Turns objects whose keys are all numbers into arrays. */
function arraysOf(node: unknown): unknown {
	if (!isPlainObject(node)) return node;
	const entries = Object.entries(node).map(([key, value]) => [key, arraysOf(value)] as const);
	const numbered = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
	return numbered ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function isPlainObject(value: unknown): value is Parameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
