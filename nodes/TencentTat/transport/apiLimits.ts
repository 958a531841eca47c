import type { Action, RequestOf } from './api';

/** What a field of a request may hold. */
export interface Limit extends Bounds {
	/** The field's name in the form. */
	name: string;
	/** What to do instead, where that is more than to give less. */
	hint?: string;
}

export interface Bounds {
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
export const PARAMETER_NAME = /^[A-Za-z0-9_-]{1,64}$/;
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
/** Values that one filter takes. */
const FILTER_VALUES = 5;
/** IDs that most requests take. */
const IDS = 100;
/** Instances on which one request starts a command. */
const STARTED = 200;

type FieldOf<A extends Action> = keyof NonNullable<RequestOf<A>> & string;
/** A field of every request that has it, or of one action alone. */
type Field = { [A in Action]: FieldOf<A> | `${A}.${FieldOf<A>}` }[Action];

/**
 * How much a field may hold, in every request, or in that of one action alone. What an action is stands in `api.ts`.
 *
 * @see https://www.tencentcloud.com/document/api/1147/46703 and the pages beside it (input parameters)
 */
const LIMITS = {
	// How many DeleteCommands takes is not documented: as many as the others.
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
	Filters: { name: 'Filters', entries: 10 },
	InstanceIds: { name: 'Instance IDs', entries: IDS },
	InstanceName: { name: 'Instance Name', fewest: 1, characters: 60 },
	InstanceNamePrefix: { name: 'Instance Name Prefix', characters: 32 },
	InvocationIds: { name: 'Invocation IDs', entries: IDS },
	InvocationTaskIds: { name: 'Task IDs', entries: IDS },
	'InvokeCommand.InstanceIds': { name: 'Instance IDs', entries: STARTED },
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
	'RunCommand.InstanceIds': { name: 'Instance IDs', entries: STARTED },
	SceneIds: { name: 'Scene IDs', entries: IDS },
	Tags: { name: 'Tags', entries: 10 },
	Timeout: { name: 'Timeout', least: 1, most: 86_400 },
	Type: { name: 'Type', values: ['SCHEDULE'] },
	'CreateInvoker.Username': { name: 'Username', characters: 256 },
	'ModifyInvoker.Username': { name: 'Username', characters: 256 },
} as const satisfies { readonly [F in Field]?: Limit };

/** Lists that have a limit. */
type Countable = {
	[F in keyof typeof LIMITS]: (typeof LIMITS)[F] extends { entries: number } ? F : never;
}[keyof typeof LIMITS];

/** Entries that a page of a list holds at most. */
export const LARGEST_PAGE: number = LIMITS.Limit.most;
/** A command runs for a day at most. */
export const LONGEST_TIMEOUT_SECONDS: number = LIMITS.Timeout.most;

/** What a field of a request may hold, as far as that is limited. */
export function limitOf(action: Action, field: string): Limit | undefined {
	const limits: Readonly<Record<string, Limit>> = LIMITS;
	return limits[`${action}.${field}`] ?? limits[field];
}

/** Entries, such as IDs, that a list in a request takes at most. */
export function mostEntries<A extends Action>(action: A, field: FieldOf<A> & Countable): number {
	return (limitOf(action, field) as { entries: number }).entries;
}

/** What a filter may have as values. */
export function filterLimitOf(action: Action, name: string): Limit {
	const values = FILTERED[`${action}.${name}`] ?? FILTERED[name];
	return { name: `The filter ${name}`, entries: FILTER_VALUES, ...(values && { values }) };
}
