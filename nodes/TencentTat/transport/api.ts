import type { AbstractClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/abstract_client';
import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_client';

/** Every action of TAT: request and answer are those of the official SDK's client. */
export type Action = Exclude<keyof Client, keyof AbstractClient>;
export type RequestOf<A extends Action> = Parameters<Client[A]>[0];
export type ResponseOf<A extends Action> = Awaited<ReturnType<Client[A]>>;

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
	kind: Kind;
	/** Requests a second that the API takes per region and sub-account. */
	perSecond: number;
	/** Text that an answer cannot lack, such as the ID of what was made. */
	text?: keyof ResponseOf<A>;
	/** The list that an answer cannot lack. */
	list?: ListIn<ResponseOf<A>>;
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
	},
	CreateCommand: { ...CREATES, text: 'CommandId' },
	CreateInvoker: { ...CREATES, text: 'InvokerId' },
	CreateRegisterCode: { ...CREATES, text: 'RegisterCodeId' },
	DeleteCommand: { ...CHANGES, gone: COMMAND_GONE },
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
	},
	DeleteInvoker: { ...CHANGES, gone: 'ResourceNotFound' },
	DeleteRegisterCodes: { ...CHANGES, gone: 'ResourceNotFound.RegisterCodesNotFoundCode' },
	DeleteRegisterInstance: { ...CHANGES, gone: 'ResourceNotFound.RegisterInstanceNotFoundCode' },
	DescribeAutomationAgentStatus: { ...READS, list: 'AutomationAgentSet', perSecond: 60 },
	DescribeCommands: { ...READS, list: 'CommandSet' },
	DescribeInvocations: { ...READS, list: 'InvocationSet' },
	DescribeInvocationTasks: {
		...READS,
		list: 'InvocationTaskSet',
		spoiledBy: [TOO_LARGE],
	},
	DescribeInvokerRecords: { ...READS, list: 'InvokerRecordSet' },
	DescribeInvokers: { ...READS, list: 'InvokerSet' },
	DescribeQuotas: { ...READS, list: 'GeneralResourceQuotaSet' },
	DescribeRegions: { ...READS, list: 'RegionSet', global: true },
	DescribeRegisterCodes: { ...READS, list: 'RegisterCodeSet' },
	DescribeRegisterInstances: { ...READS, list: 'RegisterInstanceSet' },
	DescribeScenes: { ...READS, list: 'SceneSet' },
	DisableInvoker: { ...CHANGES },
	DisableRegisterCodes: CHANGES,
	EnableInvoker: { ...CHANGES },
	InvokeCommand: { ...STARTS, text: 'InvocationId' },
	ModifyCommand: { ...CHANGES },
	ModifyInvoker: { ...CHANGES },
	ModifyRegisterInstance: CHANGES,
	PreviewReplacedCommandContent: { ...READS, text: 'ReplacedContent' },
	RunCommand: { ...STARTS, text: 'InvocationId' },
};
