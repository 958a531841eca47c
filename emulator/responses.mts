import type {
	AutomationAgentInfo,
	Command as CommandAnswer,
	Invocation as InvocationAnswer,
	InvocationTask as InvocationTaskAnswer,
	RegisterCodeInfo,
	RegisterInstanceInfo,
	Invoker as InvokerAnswer,
	InvokerRecord as InvokerRecordAnswer,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import type { StoredCommand } from './commands.mts';
import { valuesOf } from './customParameters.mts';
import type { Instance } from './instances.mts';
import { aggregateStatus } from './invocations.mts';
import type { Command, Invocation } from './invocations.mts';
import type { Invoker, InvokerRecord } from './invokers.mts';
import { endedAt, startedAt, stateOf } from './tasks.mts';
import type { Task } from './tasks.mts';
import type { ManagedInstance, RegistrationCode } from './registrations.mts';

/** A type of the SDK's model, where any text may be null: its types do not say which may. */
type Nullable<T> = T extends object ? { [K in keyof T]: Nullable<T[K]> } : T | null;

/** An invocation as DescribeInvocations returns it at the time `now`. */
export function invocation(item: Invocation, now: number): Nullable<InvocationAnswer> {
	const { command, tasks } = item;
	const states = tasks.map((task) => stateOf(task, now));
	const starts = tasks.map((task) => startedAt(task, now)).filter((at) => at !== null);
	const ends = tasks.map((task) => endedAt(task, now)).filter((at) => at !== null);
	return {
		InvocationId: item.invocationId,
		CommandId: item.commandId,
		CommandName: command.CommandName ?? '',
		Description: command.Description ?? '',
		InvocationStatus: statusOf(item, now),
		InvocationTaskBasicInfoSet: tasks.map((task, index) => ({
			InvocationTaskId: task.invocationTaskId,
			TaskStatus: states[index].status,
			InstanceId: task.instanceId,
		})),
		StartTime: time(starts.length > 0 ? Math.min(...starts) : null),
		EndTime: time(ends.length === tasks.length ? Math.max(...ends) : null),
		CreatedTime: time(item.createdAt),
		UpdatedTime: time(Math.max(...states.map(({ at }) => at))),
		Parameters: command.Parameters ?? '{}',
		DefaultParameters: JSON.stringify(valuesOf(command.DefaultParameterConfs)),
		InstanceKind: item.instanceKind,
		InvocationSource: item.source,
		CommandContent: command.Content,
		...document(item),
	};
}

/** A task as DescribeInvocationTasks returns it at the time `now`. */
export function invocationTask(
	{ invocationId, commandId, createdAt, ...item }: Invocation,
	task: Task,
	hideOutput: boolean,
	now: number,
): Nullable<InvocationTaskAnswer> {
	const state = stateOf(task, now);
	const start = startedAt(task, now);
	const end = endedAt(task, now);
	const hidden = hideOutput || start === null;
	return {
		InvocationId: invocationId,
		InvocationTaskId: task.invocationTaskId,
		CommandId: commandId,
		CommandName: item.command.CommandName ?? '',
		CommandDocument: { Content: Buffer.from(item.script).toString('base64'), ...document(item) },
		TaskStatus: state.status,
		InstanceId: task.instanceId,
		TaskResult: {
			ExitCode: state.exitCode ?? 0,
			Output: hidden ? '' : task.output.kept.toString('base64'),
			ExecStartTime: time(start),
			ExecEndTime: time(start === null ? null : end),
			Dropped: start === null ? 0 : task.output.dropped,
			OutputUrl: '',
			OutputUploadCOSErrorInfo: '',
		},
		StartTime: time(start),
		EndTime: time(end),
		CreatedTime: time(createdAt),
		UpdatedTime: time(state.at),
		ErrorInfo: state.errorInfo ?? '',
		InvocationSource: item.source,
	};
}

/** A saved command as DescribeCommands returns it. */
export function command(item: StoredCommand): Nullable<CommandAnswer> {
	return {
		CommandId: item.commandId,
		CommandName: item.CommandName,
		Description: item.Description ?? '',
		Content: item.Content,
		CreatedTime: time(item.createdAt),
		UpdatedTime: time(item.updatedAt),
		EnableParameter: item.EnableParameter ?? false,
		DefaultParameters: JSON.stringify(valuesOf(item.DefaultParameterConfs)),
		DefaultParameterConfs: item.DefaultParameterConfs ?? [],
		Scenes: [...item.scenes],
		FormattedDescription: item.createdBy === 'TAT' ? '{}' : '',
		CreatedBy: item.createdBy,
		Tags: item.Tags ?? [],
		...document({ command: item }),
	};
}

/** An invoker as DescribeInvokers returns it. */
export function invoker(item: Invoker): Nullable<InvokerAnswer> {
	const { Policy, Recurrence, InvokeTime } = item.ScheduleSettings;
	return {
		InvokerId: item.invokerId,
		Name: item.Name,
		Type: item.Type,
		CommandId: item.CommandId,
		Username: item.Username ?? '',
		Parameters: item.Parameters ?? '{}',
		InstanceIds: item.InstanceIds,
		Enable: item.enabled,
		ScheduleSettings: {
			Policy,
			Recurrence: Recurrence ?? '',
			InvokeTime: time(InvokeTime === undefined ? null : Date.parse(InvokeTime)),
		},
		CreatedTime: time(item.createdAt),
		UpdatedTime: time(item.updatedAt),
		Tags: item.Tags ?? [],
	};
}

/** A run of an invoker as DescribeInvokerRecords returns it at the time `now` (the text for one that could not start is inferred). */
export function invokerRecord(
	{ invokerId, invokeTime, reason, invocation: started }: InvokerRecord,
	now: number,
): Nullable<InvokerRecordAnswer> {
	return {
		InvokerId: invokerId,
		InvokeTime: time(invokeTime),
		Reason: reason,
		InvocationId: started?.invocationId ?? '',
		Result: started ? statusOf(started, now) : 'FAILED',
	};
}

/** An agent as DescribeAutomationAgentStatus returns it. */
export function agent(
	{ instanceId, online, lastHeartbeatAt, environment }: Instance,
	now: number,
): Nullable<AutomationAgentInfo> {
	return {
		InstanceId: instanceId,
		Version: '1.0.0',
		LastHeartbeatTime: time(online ? now : lastHeartbeatAt),
		AgentStatus: online ? 'Online' : 'Offline',
		Environment: environment,
		SupportFeatures: [],
	};
}

/** A registration code as DescribeRegisterCodes returns it: without its secret value. */
export function registrationCode(code: RegistrationCode): Nullable<RegisterCodeInfo> {
	return {
		RegisterCodeId: code.registerCodeId,
		Description: code.description,
		InstanceNamePrefix: code.instanceNamePrefix,
		RegisterLimit: code.registerLimit,
		ExpiredTime: time(code.expiresAt),
		IpAddressRange: code.ipAddressRange,
		Enabled: code.enabled,
		RegisteredCount: code.registeredCount,
		CreatedTime: time(code.createdAt),
		UpdatedTime: time(code.updatedAt),
	};
}

/** A managed instance as DescribeRegisterInstances returns it. */
export function managedInstance(managed: ManagedInstance): Nullable<RegisterInstanceInfo> {
	const { instanceId, online, environment } = managed.instance;
	return {
		RegisterCodeId: managed.registerCodeId,
		InstanceId: instanceId,
		InstanceName: managed.name,
		MachineId: managed.machineId,
		SystemName: environment,
		HostName: managed.hostName,
		LocalIp: managed.localIp,
		PublicKey: managed.publicKey,
		Status: online ? 'Online' : 'Offline',
		CreatedTime: time(managed.createdAt),
		UpdatedTime: time(managed.updatedAt),
		Tags: managed.tags,
	};
}

function statusOf({ tasks }: Invocation, now: number): string {
	return aggregateStatus(tasks.map((task) => stateOf(task, now).status));
}

/** The fields of a command that a saved command, an invocation and the document of a task share. */
function document({ command }: { command: Omit<Command, 'InstanceIds'> }) {
	return {
		CommandType: command.CommandType,
		Timeout: command.Timeout,
		WorkingDirectory: command.WorkingDirectory ?? '',
		Username: command.Username ?? 'root',
		OutputCOSBucketUrl: command.OutputCOSBucketUrl ?? '',
		OutputCOSKeyPrefix: command.OutputCOSKeyPrefix ?? '',
	};
}

/** ISO 8601 in UTC without milliseconds. */
function time(at: number): string;
function time(at: number | null): string | null;
function time(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
