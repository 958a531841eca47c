import type {
	DefaultParameterConf,
	RunCommandRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import { actionSpec } from './api.mts';
import type { ParameterSpec } from './api.mts';
import { VendorError } from './errors.mts';

/** The limits on the names are the same wherever parameters are given. */
const DEFAULTS = actionSpec('CreateCommand')?.request.find(
	({ name }) => name === 'DefaultParameters',
) as ParameterSpec;
const PLACEHOLDER = /\{\{(?:tat-hidden:)?([^{}]+)\}\}/g;

/**
 * Reads the JSON text of `Parameters` or `DefaultParameters`: an object of string to string.
 * Throws the vendor's code for each way it can be wrong; limits come from `spec`.
 */
export function parseCustomParameters(text: string, spec: ParameterSpec): Record<string, string> {
	const { name, maxKeys = Infinity, keyPattern = '' } = spec;
	const values = parseObject(text, name);
	const keys = Object.keys(values);
	if (keys.length > maxKeys) {
		throw fault('ParameterNumberExceeded', `\`${name}\` may hold at most ${maxKeys} parameters.`);
	}
	for (const key of keys) {
		if (key.length > 64) {
			throw fault('ParameterKeyLenExceeded', `The name \`${key}\` is longer than 64 characters.`);
		}
		if (!new RegExp(keyPattern).test(key)) {
			throw fault('ParameterKeyContainsInvalidChar', `The name \`${key}\` is not valid.`);
		}
		if (typeof values[key] !== 'string') {
			throw fault('ParameterValueNotString', `The value of \`${key}\` must be a string.`);
		}
	}
	return values as Record<string, string>;
}

/**
 * The default parameters of a request as a list, from whichever of the two forms it gives; undefined when it gives none.
 * Throws when they are not enabled, or given in both.
 */
export function defaultConfs({
	EnableParameter,
	DefaultParameters,
	DefaultParameterConfs,
}: Pick<RunCommandRequest, 'EnableParameter' | 'DefaultParameters' | 'DefaultParameterConfs'>):
	| DefaultParameterConf[]
	| undefined {
	if (DefaultParameters === undefined && DefaultParameterConfs === undefined) return undefined;
	if (!EnableParameter) throw notEnabled();
	if (DefaultParameters !== undefined && DefaultParameterConfs !== undefined) {
		throw new VendorError(
			'InvalidParameter',
			'`DefaultParameters` and `DefaultParameterConfs` cannot be used together.',
		);
	}
	if (DefaultParameterConfs === undefined) return confsOf(DefaultParameters as string);
	const values = valuesOf(DefaultParameterConfs);
	if (Object.keys(values).length < DefaultParameterConfs.length) {
		throw fault('ParameterKeyDuplicated', 'A name stands twice in `DefaultParameterConfs`.');
	}
	parseCustomParameters(JSON.stringify(values), DEFAULTS);
	return DefaultParameterConfs;
}

/** The values of a list of default parameters by their names. */
export function valuesOf(confs: DefaultParameterConf[] = []): Record<string, string> {
	return Object.fromEntries(
		confs.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]),
	);
}

export function notEnabled(): VendorError {
	return fault(
		'SupportParametersOnlyIfEnableParameter',
		'Custom parameters need `EnableParameter` to be true.',
	);
}

/** Replaces each `{{key}}` (or `{{tat-hidden:key}}`); throws when there is no value for one. */
export function fillPlaceholders(script: string, values: Record<string, string>): string {
	return script.replace(PLACEHOLDER, (_, key: string) => {
		if (!Object.hasOwn(values, key)) {
			throw fault('LackOfParameterInfo', `There is no value for the parameter \`${key}\`.`);
		}
		return values[key];
	});
}

function confsOf(text: string): DefaultParameterConf[] {
	return Object.entries(parseCustomParameters(text, DEFAULTS)).map(([name, value]) => ({
		ParameterName: name,
		ParameterValue: value,
		ParameterDescription: '',
	}));
}

function parseObject(text: string, name: string): Record<string, unknown> {
	try {
		const values: unknown = JSON.parse(text);
		if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
			return values as Record<string, unknown>;
		}
	} catch {
		// Refused below, like anything else that is not an object.
	}
	throw fault('ParameterInvalidJsonFormat', `\`${name}\` is not the JSON text of an object.`);
}

function fault(code: string, message: string): VendorError {
	return new VendorError(`InvalidParameterValue.${code}`, message);
}
