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
	/** What is being done, for messages: "Cancel of inv-...". */
	subject: (request: RequestOf<A>) => string;
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
	CancelInvocation: {
		...REPEATABLE,
		subject: ({ InvocationId, InstanceIds = [] }) =>
			`Cancel of ${InvocationId}${InstanceIds.length > 0 ? ` on ${some(InstanceIds)}` : ''}`,
	},
	CreateCommand: {
		...PER_SECOND,
		text: 'CommandId',
		subject: ({ CommandName }) => `Creation of the command "${CommandName}"`,
	},
	CreateInvoker: {
		...PER_SECOND,
		text: 'InvokerId',
		subject: ({ Name }) => `Creation of the invoker "${Name}"`,
	},
	CreateRegisterCode: {
		...PER_SECOND,
		text: 'RegisterCodeId',
		subject: () => 'Creation of a registration code',
	},
	DeleteCommand: {
		...REPEATABLE,
		gone: 'ResourceNotFound.CommandNotFound',
		subject: ({ CommandId }) => `Deletion of ${CommandId}`,
	},
	// Of several one may never have been there, so on a repetition too "not found" says nothing of the others.
	DeleteCommands: {
		...REPEATABLE,
		subject: ({ CommandIds }) => `Deletion of ${some(CommandIds)}`,
	},
	DeleteInvoker: {
		...REPEATABLE,
		gone: 'ResourceNotFound',
		subject: ({ InvokerId }) => `Deletion of ${InvokerId}`,
	},
	DeleteRegisterCodes: {
		...REPEATABLE,
		gone: 'ResourceNotFound.RegisterCodesNotFoundCode',
		subject: ({ RegisterCodeIds }) => `Deletion of the registration code ${some(RegisterCodeIds)}`,
	},
	DeleteRegisterInstance: {
		...REPEATABLE,
		gone: 'ResourceNotFound.RegisterInstanceNotFoundCode',
		subject: ({ InstanceId }) => `Deletion of the managed instance ${InstanceId}`,
	},
	DescribeAutomationAgentStatus: {
		...REPEATABLE,
		list: 'AutomationAgentSet',
		perSecond: 60,
		subject: ({ InstanceIds }) => looking('agents', InstanceIds, 'the agents of '),
	},
	DescribeCommands: {
		...REPEATABLE,
		list: 'CommandSet',
		subject: ({ CommandIds }) => looking('commands', CommandIds),
	},
	DescribeInvocations: {
		...REPEATABLE,
		list: 'InvocationSet',
		subject: ({ InvocationIds }) => looking('invocations', InvocationIds),
	},
	DescribeInvocationTasks: {
		...REPEATABLE,
		list: 'InvocationTaskSet',
		subject: ({ InvocationTaskIds, Filters = [] }) =>
			looking(
				'tasks',
				InvocationTaskIds ?? Filters.flatMap(({ Values }) => Values),
				'the tasks of ',
			),
	},
	DescribeInvokerRecords: {
		...REPEATABLE,
		list: 'InvokerRecordSet',
		subject: ({ InvokerIds }) => looking('runs of invokers', InvokerIds, 'the runs of '),
	},
	DescribeInvokers: {
		...REPEATABLE,
		list: 'InvokerSet',
		subject: ({ InvokerIds }) => looking('invokers', InvokerIds),
	},
	DescribeQuotas: {
		...REPEATABLE,
		list: 'GeneralResourceQuotaSet',
		subject: () => 'Look-up of the quotas',
	},
	DescribeRegions: {
		...REPEATABLE,
		list: 'RegionSet',
		global: true,
		subject: () => 'Listing of regions',
	},
	DescribeRegisterCodes: {
		...REPEATABLE,
		list: 'RegisterCodeSet',
		subject: ({ RegisterCodeIds }) =>
			looking('registration codes', RegisterCodeIds, 'the registration code '),
	},
	DescribeRegisterInstances: {
		...REPEATABLE,
		list: 'RegisterInstanceSet',
		subject: ({ InstanceIds }) =>
			looking('managed instances', InstanceIds, 'the managed instance '),
	},
	DescribeScenes: {
		...REPEATABLE,
		list: 'SceneSet',
		subject: ({ SceneIds }) => looking('scenes', SceneIds),
	},
	DisableInvoker: { ...REPEATABLE, subject: ({ InvokerId }) => `Disabling of ${InvokerId}` },
	DisableRegisterCodes: {
		...REPEATABLE,
		subject: ({ RegisterCodeIds }) => `Disabling of the registration code ${some(RegisterCodeIds)}`,
	},
	EnableInvoker: { ...REPEATABLE, subject: ({ InvokerId }) => `Enabling of ${InvokerId}` },
	InvokeCommand: {
		...PER_SECOND,
		text: 'InvocationId',
		subject: ({ CommandId, InstanceIds }) => `Run of ${CommandId} on ${some(InstanceIds)}`,
	},
	ModifyCommand: { ...REPEATABLE, subject: ({ CommandId }) => `Update of ${CommandId}` },
	ModifyInvoker: { ...REPEATABLE, subject: ({ InvokerId }) => `Update of ${InvokerId}` },
	ModifyRegisterInstance: {
		...REPEATABLE,
		subject: ({ InstanceId }) => `Renaming of the managed instance ${InstanceId}`,
	},
	PreviewReplacedCommandContent: {
		...REPEATABLE,
		text: 'ReplacedContent',
		subject: ({ CommandId }) => `Preview of ${CommandId || 'a script'}`,
	},
	RunCommand: {
		...PER_SECOND,
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
