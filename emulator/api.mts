import definition from './tat-api.json' with { type: 'json' };

/** One request parameter or field of a type, with the limits the vendor documents for it. */
export interface ParameterSpec {
	name: string;
	type?: 'string' | 'integer' | 'boolean' | 'array';
	format?: string;
	$ref?: string;
	items?: { type?: 'string'; $ref?: string };
	required: boolean;
	default?: unknown;
	encoding?: string;
	maxKeys?: number;
	keyPattern?: string;
	filterNames?: Array<{ name: string; enum?: string[] }>;
	maxValuesPerFilter?: number;
}

export interface ActionSpec {
	request: ParameterSpec[];
	errorCodes: string[];
	rateLimitPerSecond: number;
}

interface ApiDefinition {
	apiVersion: string;
	actions: Record<string, ActionSpec>;
	types: Record<string, { fields: ParameterSpec[] }>;
	idFormats: { suggestedLenientRegex: Record<string, string> };
}

/** The whole API as data: every action, parameter, limit, enum and error code. */
export const api = definition as unknown as ApiDefinition;

/** Looks an action up by name; undefined when TAT has no such action. */
export function actionSpec(action: string): ActionSpec | undefined {
	return Object.hasOwn(api.actions, action) ? api.actions[action] : undefined;
}

/**
 * The code the action documents for a fault: the first of `codes` that it lists, else the last of
 * them, as the general codes are not always listed.
 */
export function documentedCode(spec: ActionSpec, codes: string[]): string {
	return codes.find((code) => spec.errorCodes.includes(code)) ?? codes[codes.length - 1];
}
