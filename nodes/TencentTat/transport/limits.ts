import type {
	DefaultParameterConf,
	Filter,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import type { Action, RequestOf } from './actions';
import { shown } from './shown';
import { InputError } from './TatError';

/** What a field of a request may hold. */
interface Limit extends Bounds {
	/** The field's name in the form. */
	name: string;
	/** What to do instead, where that is more than to give less. */
	hint?: string;
}

interface Bounds {
	/** Characters, or entries of a list, at least. */
	fewest?: number;
	/** Characters at most. */
	characters?: number;
	/** Bytes in UTF-8 at most. */
	bytes?: number;
	/** Bytes in Base64 at most. */
	encodedBytes?: number;
	/** A number's bounds. */
	least?: number;
	most?: number;
	/** Entries of a list at most. */
	entries?: number;
	/** Values it may have, of a list each entry. */
	values?: readonly string[];
	/** What it must look like, with the words for it. */
	form?: readonly [RegExp, string];
	/** Parameters of a command at most. */
	parameters?: number;
}

const COMMAND_TYPES = ['SHELL', 'POWERSHELL', 'BAT'];
const PARAMETER_NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** Values that one filter takes, and filters that one request takes. */
const FILTER_VALUES = 5;
const FILTERS = 10;
/** What filters may have as values, for one action alone by action and name. */
const FILTERED: Readonly<Record<string, readonly string[]>> = {
	'agent-status': ['Online', 'Offline'],
	'command-created-by': ['TAT', 'USER'],
	'command-type': COMMAND_TYPES,
	'created-by': ['TAT', 'USER'],
	'DescribeScenes.created-by': ['TAT'],
	environment: ['Linux', 'Windows'],
	'instance-kind': ['CVM', 'LIGHTHOUSE'],
	'invoker-type': ['SCHEDULE'],
	'register-status': ['Online', 'Offline'],
	'sys-name': ['Linux', 'Windows'],
};
/** IDs that most requests take. */
const IDS = 100;

/**
 * By field, and for one action alone by action and field.
 *
 * @see https://www.tencentcloud.com/document/api/1147/46703 and the pages beside it (input parameters)
 */
const LIMITS: Readonly<Record<string, Limit>> = {
	CommandIds: { name: 'Command IDs', entries: IDS },
	CommandName: {
		name: 'Command Name',
		bytes: 60,
		form: [/^[\p{Script=Han}\w.-]+$/u, 'be of letters, digits, Chinese characters, _, - and .'],
	},
	CommandType: { name: 'Command Type', values: COMMAND_TYPES },
	Content: {
		name: 'Script',
		hint: 'Put the script into a file on the instances, or have it fetched from there.',
		encodedBytes: 65_536,
	},
	'CreateRegisterCode.Description': { name: 'Description', characters: 128 },
	DefaultParameterConfs: { name: 'Default Parameters', parameters: 20 },
	DefaultParameters: { name: 'Default Parameters', parameters: 20 },
	'DeleteRegisterCodes.RegisterCodeIds': { name: 'Registration Code IDs', fewest: 1, entries: 99 },
	Description: { name: 'Description', characters: 120 },
	InstanceIds: { name: 'Instance IDs', entries: IDS },
	InstanceName: { name: 'Instance Name', fewest: 1, characters: 60 },
	InstanceNamePrefix: { name: 'Instance Name Prefix', characters: 32 },
	InvocationIds: { name: 'Invocation IDs', entries: IDS },
	InvocationTaskIds: { name: 'Task IDs', entries: IDS },
	'InvokeCommand.InstanceIds': { name: 'Instance IDs', entries: 200 },
	InvokerIds: { name: 'Invoker IDs', entries: IDS },
	Limit: { name: 'Limit', least: 0, most: 100 },
	Name: { name: 'Name', characters: 120 },
	Offset: { name: 'Offset', least: 0 },
	OutputCOSBucketUrl: {
		name: 'Output COS Bucket URL',
		form: [/^https:\/\//, 'start with https://'],
	},
	OutputCOSKeyPrefix: { name: 'Output COS Key Prefix', characters: 60 },
	Parameters: { name: 'Parameters', parameters: 20 },
	RegisterCodeIds: { name: 'Registration Code IDs', entries: IDS },
	RegisterLimit: { name: 'Register Limit', least: 1, most: 10_000 },
	ResourceNames: { name: 'Resources', values: ['COMMAND', 'REGISTER_CODE'] },
	'RunCommand.InstanceIds': { name: 'Instance IDs', entries: 200 },
	SceneIds: { name: 'Scene IDs', entries: IDS },
	Tags: { name: 'Tags', entries: 10 },
	Timeout: { name: 'Timeout', least: 1, most: 86_400 },
	Type: { name: 'Type', values: ['SCHEDULE'] },
	'CreateInvoker.Username': { name: 'Username', characters: 256 },
	'ModifyInvoker.Username': { name: 'Username', characters: 256 },
};

/** By limit: what is wrong with `value`, as the end of a sentence that begins with the field's name; or nothing. */
const CHECKS: {
	readonly [K in keyof Bounds]-?: (
		value: never,
		limit: NonNullable<Bounds[K]>,
	) => string | undefined;
} = {
	fewest: (value: string | unknown[], limit) =>
		tooFew(value.length, limit, typeof value === 'string' ? 'characters' : 'entries'),
	characters: (text: string, limit) => tooMany(text.length, limit, 'characters'),
	bytes: (text: string, limit) => tooMany(Buffer.byteLength(text), limit, 'bytes'),
	encodedBytes: (text: string, limit) =>
		text.length > limit
			? `has ${Buffer.byteLength(text, 'base64')} bytes, and at most ${(limit / 4) * 3} can be sent`
			: undefined,
	least: (number: number, limit) =>
		number < limit ? `is ${number}, and the least is ${limit}` : undefined,
	most: (number: number, limit) =>
		number > limit ? `is ${number}, and the most is ${limit}` : undefined,
	entries: (list: unknown[], limit) => tooMany(list.length, limit, 'entries'),
	values: (value: string | string[], limit) => {
		const odd = [value].flat().find((each) => !limit.includes(each));
		return odd === undefined ? undefined : `is ${shown(odd)}, and may be ${limit.join(', ')}`;
	},
	form: (text: string, [pattern, words]) =>
		pattern.test(text) ? undefined : `is ${shown(text)}, and must ${words}`,
	parameters: (parameters: string | DefaultParameterConf[], limit) => {
		const names = parameterNames(parameters);
		const odd = names.find((name) => !PARAMETER_NAME.test(name));
		return odd === undefined
			? tooMany(names.length, limit, 'entries')
			: `has the name ${shown(odd)}, and a name is made of 1 to 64 letters, digits, _ and -`;
	},
};

/**
 * Checks a request against the limits that the API documents, so that nothing is sent that it would refuse for them.
 *
 * @throws {InputError} with the limit and what was given
 */
export function checkLimits<A extends Action>(action: A, request: RequestOf<A>): void {
	for (const [field, value] of Object.entries(request ?? {})) {
		const limit = LIMITS[`${action}.${field}`] ?? LIMITS[field];
		if (field === 'Filters') checkFilters(action, value as Filter[]);
		if (limit && value !== undefined) check(limit, value);
	}
}

function check(
	{ name, hint = `Correct ${name}. Nothing was sent.`, ...bounds }: Limit,
	value: unknown,
): void {
	for (const kind of Object.keys(bounds) as Array<keyof Bounds>) {
		const says = CHECKS[kind](value as never, bounds[kind] as never);
		if (says) throw new InputError(`${name} ${says}`, hint);
	}
}

function checkFilters(action: Action, filters: Filter[]): void {
	check({ name: 'Filters', entries: FILTERS }, filters);
	for (const { Name, Values } of filters) {
		const values = FILTERED[`${action}.${Name}`] ?? FILTERED[Name];
		check(
			{ name: `The filter ${Name}`, entries: FILTER_VALUES, ...(values && { values }) },
			Values,
		);
	}
}

/** They come as JSON text of an object, or as a list. */
function parameterNames(parameters: string | DefaultParameterConf[]): string[] {
	return typeof parameters === 'string'
		? Object.keys(JSON.parse(parameters) as object)
		: parameters.map(({ ParameterName }) => ParameterName);
}

function tooMany(count: number, limit: number, what: string): string | undefined {
	return count > limit ? `has ${count} ${what}, and at most ${limit} can be sent` : undefined;
}

function tooFew(count: number, limit: number, what: string): string | undefined {
	return count < limit ? `has ${count} ${what}, and at least ${limit} are needed` : undefined;
}
