import { api, documentedCode } from './api.mts';
import type { ActionSpec, ParameterSpec } from './api.mts';
import { parseCustomParameters } from './customParameters.mts';
import { VendorError } from './errors.mts';
import { LIMITS } from './limits.mts';
import type { Parameters } from './parameters.mts';

interface Filter {
	Name: string;
	Values: string[];
}

/** Formats that tat-api.json describes only in words. */
const ID_FORMATS: Readonly<Record<string, string>> = {
	...api.idFormats.suggestedLenientRegex,
	RegisterCodeId: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
	RegisterInstanceId: '^rins-[0-9a-z]{6,16}$',
	SceneId: '^sc-[0-9a-z]{6,16}$',
};

const BAD_FILTER = ['InvalidParameterValue.InvalidFilter', 'InvalidParameterValue'];

const TYPES: Record<string, (value: unknown, spec: ParameterSpec) => boolean> = {
	string: (value) => typeof value === 'string',
	boolean: (value) => typeof value === 'boolean',
	integer: (value, spec) =>
		Number.isSafeInteger(value) && (spec.format !== 'uint64' || (value as number) >= 0),
	array: (value, spec) =>
		Array.isArray(value) && value.every((item) => hasType(item, spec.items as ParameterSpec)),
	object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function hasType(value: unknown, spec: ParameterSpec): boolean {
	return TYPES[spec.$ref === undefined ? (spec.type ?? 'string') : 'object'](value, spec);
}

/**
 * Checks the parameters of a request against tat-api.json and returns them with their defaults
 * filled in. Throws a VendorError with the code the action documents for the first fault.
 */
export function validate(spec: ActionSpec, parameters: Parameters): Parameters {
	checkFields(spec, spec.request, parameters, '');
	checkIdFormats(spec, parameters);
	checkFilters(spec, parameters);
	const defaults = spec.request.map((field) => [field.name, field.default]);
	const given = Object.entries(parameters).filter(([, value]) => value !== null);
	return Object.fromEntries([...defaults, ...given]);
}

/** `path` is where the fields are, e.g. `Filters.0.`; empty for the request itself. */
function checkFields(
	spec: ActionSpec,
	fields: ParameterSpec[],
	values: Parameters,
	path: string,
): void {
	for (const name of Object.keys(values)) {
		if (!fields.some((field) => field.name === name)) {
			throw new VendorError(
				'UnknownParameter',
				`The parameter \`${path}${name}\` is not recognized.`,
			);
		}
	}
	for (const field of fields) {
		const value = values[field.name];
		// In the flat form of a GET an empty list cannot be told from an absent one.
		const absent = value === undefined || value === null || (Array.isArray(value) && !value.length);
		if (!absent) checkField(spec, field, value, path + field.name);
		else if (field.required) {
			throw new VendorError(
				'MissingParameter',
				`The request is missing a required parameter \`${path}${field.name}\`.`,
			);
		}
	}
}

function checkField(spec: ActionSpec, field: ParameterSpec, value: unknown, path: string): void {
	if (!hasType(value, field)) {
		throw new VendorError(
			'InvalidParameter',
			`The value type of parameter \`${path}\` is not valid.`,
		);
	}
	for (const [limit, bound] of Object.entries(field)) {
		const rule = LIMITS[`${field.name}.${limit}`] ?? LIMITS[limit];
		if (rule === undefined || rule.holds(value as never, bound as never)) continue;
		const codes = rule.codes.map((code) => code.replace('*', field.name));
		throw new VendorError(
			documentedCode(spec, codes),
			`The value of parameter \`${path}\` ${rule.says} ${[bound].flat().join(', ')}.`,
		);
	}
	if (field.encoding === 'json-object-of-strings') parseCustomParameters(value as string, field);

	if (field.$ref !== undefined) {
		checkFields(spec, api.types[field.$ref].fields, value as Parameters, `${path}.`);
	}
	const type = field.items?.$ref;
	if (type === undefined) return;
	(value as Parameters[]).forEach((item, index) =>
		checkFields(spec, api.types[type].fields, item, `${path}.${index}.`),
	);
}

function checkFilters(spec: ActionSpec, parameters: Parameters): void {
	const filters = (parameters.Filters ?? []) as Filter[];
	const ids = spec.request.find(({ name }) => name.endsWith('Ids'))?.name ?? '';
	if (filters.length > 0 && [parameters[ids] ?? []].flat().length > 0) {
		throw new VendorError(
			documentedCode(spec, ['InvalidParameter.ConflictParameter', 'InvalidParameter']),
			`\`${ids}\` and \`Filters\` cannot be used together.`,
		);
	}
	const known = spec.request.find(({ name }) => name === 'Filters')?.filterNames ?? [];
	for (const { Name, Values } of filters) {
		const filter = known.find(
			({ name }) => name === Name || (name === 'tag:<key>' && /^tag:./.test(Name)),
		);
		if (filter === undefined) {
			throw new VendorError(
				documentedCode(spec, BAD_FILTER),
				`The filter \`${Name}\` is not known.`,
			);
		}
		const odd = Values.find((value) => filter.enum !== undefined && !filter.enum.includes(value));
		if (odd !== undefined) {
			throw new VendorError(
				documentedCode(spec, BAD_FILTER),
				`The value \`${odd}\` of the filter \`${Name}\` is not valid.`,
			);
		}
	}
}

/** Actions on managed instances call their IDs `InstanceId` as others do. */
function kindOf({ errorCodes }: ActionSpec, name: string): string {
	return name === 'InstanceId' &&
		errorCodes.includes('InvalidParameterValue.InvalidRegisterInstanceId')
		? 'RegisterInstanceId'
		: name;
}

/** IDs by the name of their parameter: `InvocationId` or a list `InvocationIds`. */
function checkIdFormats(spec: ActionSpec, parameters: Parameters): void {
	for (const name of Object.keys(ID_FORMATS)) {
		const kind = kindOf(spec, name);
		const ids = [parameters[name] ?? [], parameters[`${name}s`] ?? []].flat() as string[];
		const malformed = ids.find((id) => !new RegExp(ID_FORMATS[kind]).test(id));
		if (malformed !== undefined) {
			throw new VendorError(
				documentedCode(spec, [`InvalidParameterValue.Invalid${kind}`, 'InvalidParameterValue']),
				`The ${name} \`${malformed}\` is not valid.`,
			);
		}
	}
}
