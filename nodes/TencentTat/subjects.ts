import type { Action, RequestOf } from './transport/api';

/** What is being done, as messages say it: "Cancel of inv-...". */
export const SUBJECTS: { readonly [A in Action]: (request: RequestOf<A>) => string } = {
	CancelInvocation: ({ InvocationId, InstanceIds = [] }) =>
		`Cancel of ${InvocationId}${InstanceIds.length > 0 ? ` on ${some(InstanceIds)}` : ''}`,
	CreateCommand: ({ CommandName }) => `Creation of the command "${CommandName}"`,
	CreateInvoker: ({ Name }) => `Creation of the invoker "${Name}"`,
	CreateRegisterCode: () => 'Creation of a registration code',
	DeleteCommand: ({ CommandId }) => `Deletion of ${CommandId}`,
	DeleteCommands: ({ CommandIds }) => `Deletion of ${some(CommandIds)}`,
	DeleteInvoker: ({ InvokerId }) => `Deletion of ${InvokerId}`,
	DeleteRegisterCodes: ({ RegisterCodeIds }) =>
		`Deletion of the registration code ${some(RegisterCodeIds)}`,
	DeleteRegisterInstance: ({ InstanceId }) => `Deletion of the managed instance ${InstanceId}`,
	DescribeAutomationAgentStatus: ({ InstanceIds }) =>
		looking('agents', InstanceIds, 'the agents of '),
	DescribeCommands: ({ CommandIds }) => looking('commands', CommandIds),
	DescribeInvocations: ({ InvocationIds }) => looking('invocations', InvocationIds),
	DescribeInvocationTasks: ({ InvocationTaskIds, Filters = [] }) =>
		looking('tasks', InvocationTaskIds ?? Filters.flatMap(({ Values }) => Values), 'the tasks of '),
	DescribeInvokerRecords: ({ InvokerIds }) =>
		looking('runs of invokers', InvokerIds, 'the runs of '),
	DescribeInvokers: ({ InvokerIds }) => looking('invokers', InvokerIds),
	DescribeQuotas: () => 'Look-up of the quotas',
	DescribeRegions: () => 'Listing of regions',
	DescribeRegisterCodes: ({ RegisterCodeIds }) =>
		looking('registration codes', RegisterCodeIds, 'the registration code '),
	DescribeRegisterInstances: ({ InstanceIds }) =>
		looking('managed instances', InstanceIds, 'the managed instance '),
	DescribeScenes: ({ SceneIds }) => looking('scenes', SceneIds),
	DisableInvoker: ({ InvokerId }) => `Disabling of ${InvokerId}`,
	DisableRegisterCodes: ({ RegisterCodeIds }) =>
		`Disabling of the registration code ${some(RegisterCodeIds)}`,
	EnableInvoker: ({ InvokerId }) => `Enabling of ${InvokerId}`,
	InvokeCommand: ({ CommandId, InstanceIds }) => `Run of ${CommandId} on ${some(InstanceIds)}`,
	ModifyCommand: ({ CommandId }) => `Update of ${CommandId}`,
	ModifyInvoker: ({ InvokerId }) => `Update of ${InvokerId}`,
	ModifyRegisterInstance: ({ InstanceId }) => `Renaming of the managed instance ${InstanceId}`,
	PreviewReplacedCommandContent: ({ CommandId }) => `Preview of ${CommandId || 'a script'}`,
	RunCommand: ({ InstanceIds }) => `Run of a command on ${some(InstanceIds)}`,
};

function looking(kind: string, ids: string[] = [], of = ''): string {
	return ids.length > 0 ? `Look-up of ${of}${some(ids)}` : `Listing of ${kind}`;
}

/** The first few of `ids`, so that a message stays readable. */
function some(ids: string[]): string {
	const shown = ids.slice(0, 3).join(', ');
	return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown;
}
