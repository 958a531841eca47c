import type { Invoker } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { valuesOf } from '../command/parameters';
import { tagsByKey } from '../tagsByKey';
import { nextRun, scheduleText } from './schedule';

/** An invoker in the words of this node. */
export interface InvokerSummary {
	invokerId: string;
	name: string;
	enabled: boolean;
	commandId: string;
	instanceIds: string[];
	schedule: { policy: string; recurrence: string | null; invokeTime: string | null };
	/** The schedule in words. */
	scheduleText: string;
	/** Null when the invoker is disabled, or will not run again. */
	nextRun: string | null;
	parameters: Record<string, string>;
	username: string;
	createdTime: string | null;
	updatedTime: string | null;
	tags: Record<string, string>;
}

export function invokerSummary(invoker: Invoker, now: number): InvokerSummary {
	const schedule = invoker.ScheduleSettings ?? { Policy: '' };
	const enabled = invoker.Enable ?? false;
	return {
		invokerId: invoker.InvokerId ?? '',
		name: invoker.Name ?? '',
		enabled,
		commandId: invoker.CommandId ?? '',
		instanceIds: invoker.InstanceIds ?? [],
		schedule: {
			policy: schedule.Policy,
			recurrence: schedule.Recurrence || null,
			invokeTime: schedule.InvokeTime || null,
		},
		scheduleText: scheduleText(schedule),
		nextRun: enabled ? nextRun(schedule, now) : null,
		parameters: valuesOf(invoker.Parameters),
		username: invoker.Username ?? '',
		createdTime: invoker.CreatedTime || null,
		updatedTime: invoker.UpdatedTime || null,
		tags: tagsByKey(invoker.Tags),
	};
}
