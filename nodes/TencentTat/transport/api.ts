import type { AbstractClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/abstract_client';
import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_client';

/** Every action of TAT: request and answer are those of the official SDK's client. */
export type Action = Exclude<keyof Client, keyof AbstractClient>;
export type RequestOf<A extends Action> = Parameters<Client[A]>[0];
export type AnswerOf<A extends Action> = Awaited<ReturnType<Client[A]>>;

/** Names of the lists in an answer. */
type ListIn<Answer> = {
	[Name in keyof Answer]-?: NonNullable<Answer[Name]> extends unknown[] ? Name : never;
}[keyof Answer];

/**
 * What an action does: `reads` and changes nothing; `changes` what there is, and twice is no more than once; `creates` one
 * more each time; `starts` a command each time. There is no ClientToken that would tell a repetition from a second wish.
 */
export type Kind = 'reads' | 'changes' | 'creates' | 'starts';

/** What is known of an action. */
interface Behaviour<A extends Action> {
	/** What is being done, for messages: "Cancel of inv-...". */
	subject: (request: RequestOf<A>) => string;
	kind: Kind;
	/** Requests a second that the API takes per region and sub-account. */
	perSecond: number;
	/** Text that an answer cannot lack, such as the ID of what was made. */
	text?: keyof AnswerOf<A>;
	/** The list that an answer cannot lack. */
	list?: ListIn<AnswerOf<A>>;
	/** Whether the answer is the same in every region. */
	global?: true;
	/** The code that, on a repetition, says that an attempt before it has done the deletion. */
	gone?: string;
	/** Codes with which one of the things in a request keeps it from all others. */
	spoiledBy?: readonly string[];
}

const PER_SECOND = 20;
const READS = { kind: 'reads', perSecond: PER_SECOND } as const;
const CHANGES = { kind: 'changes', perSecond: PER_SECOND } as const;
const CREATES = { kind: 'creates', perSecond: PER_SECOND } as const;
const STARTS = { kind: 'starts', perSecond: PER_SECOND } as const;

/** For what is authorised on each thing. A key may as well have the right to none at all. */
export const DENIED = 'UnauthorizedOperation.CamAuthFailed';
/** For a page with more in it than one answer takes. */
export const TOO_LARGE = 'ResponseSizeLimitExceeded';
export const COMMAND_GONE = 'ResourceNotFound.CommandNotFound';

/**
 * All actions of the API. How much a request may hold stands in `apiLimits.ts`.
 *
 * @see https://www.tencentcloud.com/document/api/1147/46703 and the pages beside it (frequency limits)
 */
export const API: { readonly [A in Action]: Behaviour<A> } = {
	CancelInvocation: {
		...CHANGES,
		spoiledBy: [
			DENIED,
			'InvalidParameterValue.InstanceIsNotRelatedToInvocation',
			'InvalidParameterValue.InvalidInstanceId',
			'ResourceNotFound.InstanceNotFound',
		],
		subject: ({ InvocationId, InstanceIds = [] }) =>
			`Cancel of ${InvocationId}${InstanceIds.length > 0 ? ` on ${some(InstanceIds)}` : ''}`,
	},
	CreateCommand: {
		...CREATES,
		text: 'CommandId',
		subject: ({ CommandName }) => `Creation of the command "${CommandName}"`,
	},
	CreateInvoker: {
		...CREATES,
		text: 'InvokerId',
		subject: ({ Name }) => `Creation of the invoker "${Name}"`,
	},
	CreateRegisterCode: {
		...CREATES,
		text: 'RegisterCodeId',
		subject: () => 'Creation of a registration code',
	},
	DeleteCommand: {
		...CHANGES,
		gone: COMMAND_GONE,
		subject: ({ CommandId }) => `Deletion of ${CommandId}`,
	},
	// Of several one may never have been there, so on a repetition too "not found" says nothing of the others.
	DeleteCommands: {
		...CHANGES,
		spoiledBy: [
			DENIED,
			'InvalidParameterValue.InvalidCommandId',
			COMMAND_GONE,
			'ResourceUnavailable.CommandInExecuting',
			'ResourceUnavailable.CommandInInvoker',
		],
		subject: ({ CommandIds }) => `Deletion of ${some(CommandIds)}`,
	},
	DeleteInvoker: {
		...CHANGES,
		gone: 'ResourceNotFound',
		subject: ({ InvokerId }) => `Deletion of ${InvokerId}`,
	},
	DeleteRegisterCodes: {
		...CHANGES,
		gone: 'ResourceNotFound.RegisterCodesNotFoundCode',
		subject: ({ RegisterCodeIds }) => `Deletion of the registration code ${some(RegisterCodeIds)}`,
	},
	DeleteRegisterInstance: {
		...CHANGES,
		gone: 'ResourceNotFound.RegisterInstanceNotFoundCode',
		subject: ({ InstanceId }) => `Deletion of the managed instance ${InstanceId}`,
	},
	DescribeAutomationAgentStatus: {
		...READS,
		list: 'AutomationAgentSet',
		perSecond: 60,
		subject: ({ InstanceIds }) => looking('agents', InstanceIds, 'the agents of '),
	},
	DescribeCommands: {
		...READS,
		list: 'CommandSet',
		subject: ({ CommandIds }) => looking('commands', CommandIds),
	},
	DescribeInvocations: {
		...READS,
		list: 'InvocationSet',
		subject: ({ InvocationIds }) => looking('invocations', InvocationIds),
	},
	DescribeInvocationTasks: {
		...READS,
		list: 'InvocationTaskSet',
		spoiledBy: [TOO_LARGE],
		subject: ({ InvocationTaskIds, Filters = [] }) =>
			looking(
				'tasks',
				InvocationTaskIds ?? Filters.flatMap(({ Values }) => Values),
				'the tasks of ',
			),
	},
	DescribeInvokerRecords: {
		...READS,
		list: 'InvokerRecordSet',
		subject: ({ InvokerIds }) => looking('runs of invokers', InvokerIds, 'the runs of '),
	},
	DescribeInvokers: {
		...READS,
		list: 'InvokerSet',
		subject: ({ InvokerIds }) => looking('invokers', InvokerIds),
	},
	DescribeQuotas: {
		...READS,
		list: 'GeneralResourceQuotaSet',
		subject: () => 'Look-up of the quotas',
	},
	DescribeRegions: {
		...READS,
		list: 'RegionSet',
		global: true,
		subject: () => 'Listing of regions',
	},
	DescribeRegisterCodes: {
		...READS,
		list: 'RegisterCodeSet',
		subject: ({ RegisterCodeIds }) =>
			looking('registration codes', RegisterCodeIds, 'the registration code '),
	},
	DescribeRegisterInstances: {
		...READS,
		list: 'RegisterInstanceSet',
		subject: ({ InstanceIds }) =>
			looking('managed instances', InstanceIds, 'the managed instance '),
	},
	DescribeScenes: {
		...READS,
		list: 'SceneSet',
		subject: ({ SceneIds }) => looking('scenes', SceneIds),
	},
	DisableInvoker: { ...CHANGES, subject: ({ InvokerId }) => `Disabling of ${InvokerId}` },
	DisableRegisterCodes: {
		...CHANGES,
		subject: ({ RegisterCodeIds }) => `Disabling of the registration code ${some(RegisterCodeIds)}`,
	},
	EnableInvoker: { ...CHANGES, subject: ({ InvokerId }) => `Enabling of ${InvokerId}` },
	InvokeCommand: {
		...STARTS,
		text: 'InvocationId',
		subject: ({ CommandId, InstanceIds }) => `Run of ${CommandId} on ${some(InstanceIds)}`,
	},
	ModifyCommand: { ...CHANGES, subject: ({ CommandId }) => `Update of ${CommandId}` },
	ModifyInvoker: { ...CHANGES, subject: ({ InvokerId }) => `Update of ${InvokerId}` },
	ModifyRegisterInstance: {
		...CHANGES,
		subject: ({ InstanceId }) => `Renaming of the managed instance ${InstanceId}`,
	},
	PreviewReplacedCommandContent: {
		...READS,
		text: 'ReplacedContent',
		subject: ({ CommandId }) => `Preview of ${CommandId || 'a script'}`,
	},
	RunCommand: {
		...STARTS,
		text: 'InvocationId',
		subject: ({ InstanceIds }) => `Run of a command on ${some(InstanceIds)}`,
	},
};

function looking(kind: string, ids: string[] = [], of = ''): string {
	return ids.length > 0 ? `Look-up of ${of}${some(ids)}` : `Listing of ${kind}`;
}

/** The first few of `ids`, so that a message stays readable. */
function some(ids: string[]): string {
	const shown = ids.slice(0, 3).join(', ');
	return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown;
}
