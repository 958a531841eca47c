import type { Command } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

/** A parameter of a saved command: a placeholder of its script. */
export interface CommandParameter {
	name: string;
	/** Its default. */
	value: string;
	description?: string;
}

/** The API returns them as a list or, for older commands, as JSON text of an object. */
export function defaultParametersOf({
	DefaultParameterConfs,
	DefaultParameters,
}: Command): CommandParameter[] {
	if (DefaultParameterConfs && DefaultParameterConfs.length > 0) {
		return DefaultParameterConfs.map((conf) => ({
			name: conf.ParameterName,
			value: conf.ParameterValue,
			description: conf.ParameterDescription,
		}));
	}
	return Object.entries(valuesOf(DefaultParameters)).map(([name, value]) => ({
		name,
		value: String(value),
	}));
}

/** The values in JSON text of an object; empty for any other text. */
export function valuesOf(text: string | undefined): Record<string, string> {
	try {
		const value: unknown = JSON.parse(text || '{}');
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Record<string, string>)
			: {};
	} catch {
		return {};
	}
}
