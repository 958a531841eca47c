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

/** How an action behaves. */
interface Behaviour<A extends Action> {
	/** Requests a second that the API takes per region and sub-account. */
	perSecond: number;
	/**
	 * Whether doing it twice does no more than doing it once. There is no ClientToken that would make others so.
	 * Absent for what creates something or starts a command.
	 */
	repeatable?: true;
	/** Text that an answer cannot lack, such as the ID of what was made. */
	text?: keyof AnswerOf<A>;
	/** The list that an answer cannot lack. */
	list?: ListIn<AnswerOf<A>>;
	/** Whether the answer is the same in every region. */
	global?: true;
	/** The code that, on a repetition, says that an attempt before it has done the deletion. */
	gone?: string;
}

const PER_SECOND = { perSecond: 20 };
const REPEATABLE = { ...PER_SECOND, repeatable: true } as const;

/** @see https://www.tencentcloud.com/document/api/1147/46703 and the pages beside it (frequency limits) */
export const ACTIONS: { readonly [A in Action]: Behaviour<A> } = {
	CancelInvocation: REPEATABLE,
	CreateCommand: { ...PER_SECOND, text: 'CommandId' },
	CreateInvoker: { ...PER_SECOND, text: 'InvokerId' },
	CreateRegisterCode: { ...PER_SECOND, text: 'RegisterCodeId' },
	DeleteCommand: { ...REPEATABLE, gone: 'ResourceNotFound.CommandNotFound' },
	// Of several one may never have been there, so on a repetition too "not found" says nothing of the others.
	DeleteCommands: REPEATABLE,
	DeleteInvoker: { ...REPEATABLE, gone: 'ResourceNotFound' },
	DeleteRegisterCodes: { ...REPEATABLE, gone: 'ResourceNotFound.RegisterCodesNotFoundCode' },
	DeleteRegisterInstance: { ...REPEATABLE, gone: 'ResourceNotFound.RegisterInstanceNotFoundCode' },
	DescribeAutomationAgentStatus: { ...REPEATABLE, list: 'AutomationAgentSet', perSecond: 60 },
	DescribeCommands: { ...REPEATABLE, list: 'CommandSet' },
	DescribeInvocations: { ...REPEATABLE, list: 'InvocationSet' },
	DescribeInvocationTasks: { ...REPEATABLE, list: 'InvocationTaskSet' },
	DescribeInvokerRecords: { ...REPEATABLE, list: 'InvokerRecordSet' },
	DescribeInvokers: { ...REPEATABLE, list: 'InvokerSet' },
	DescribeQuotas: { ...REPEATABLE, list: 'GeneralResourceQuotaSet' },
	DescribeRegions: { ...REPEATABLE, list: 'RegionSet', global: true },
	DescribeRegisterCodes: { ...REPEATABLE, list: 'RegisterCodeSet' },
	DescribeRegisterInstances: { ...REPEATABLE, list: 'RegisterInstanceSet' },
	DescribeScenes: { ...REPEATABLE, list: 'SceneSet' },
	DisableInvoker: REPEATABLE,
	DisableRegisterCodes: REPEATABLE,
	EnableInvoker: REPEATABLE,
	InvokeCommand: { ...PER_SECOND, text: 'InvocationId' },
	ModifyCommand: REPEATABLE,
	ModifyInvoker: REPEATABLE,
	ModifyRegisterInstance: REPEATABLE,
	PreviewReplacedCommandContent: { ...REPEATABLE, text: 'ReplacedContent' },
	RunCommand: { ...PER_SECOND, text: 'InvocationId' },
};
