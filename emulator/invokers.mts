import type {
	CreateInvokerRequest,
	ModifyInvokerRequest,
	ScheduleSettings,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import type { Clock } from './clock.mts';
import { given } from './commands.mts';
import { nextTime } from './cron.mts';
import { newId } from './ids.mts';
import type { Invocation } from './invocations.mts';

/** An invoker to create, its schedule checked. */
export type NewInvoker = CreateInvokerRequest & { ScheduleSettings: ScheduleSettings };

export type Invoker = NewInvoker & {
	invokerId: string;
	region: string;
	enabled: boolean;
	createdAt: number;
	updatedAt: number;
	/** Runs the command. Throws when it cannot. */
	run: (invoker: Invoker) => Invocation;
	/** Cancels the timer for the next run. */
	callOff: () => void;
};

/** One run of an invoker. */
export interface InvokerRecord {
	invokerId: string;
	region: string;
	invokeTime: number;
	reason: string;
	/** Undefined when the run could not be started. */
	invocation?: Invocation;
}

const AT_ITS_TIME = 'start an invocation at scheduled time.';

/** The invokers and their runs, both newest first. */
export class InvokerBook {
	readonly invokers: Invoker[] = [];
	readonly records: InvokerRecord[] = [];
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	add(region: string, fields: NewInvoker, run: Invoker['run']): Invoker {
		const now = this.clock.now();
		const invoker: Invoker = {
			...fields,
			invokerId: newId('ivk-', 8),
			region,
			enabled: true,
			createdAt: now,
			updatedAt: now,
			run,
			callOff: () => {},
		};
		this.invokers.unshift(invoker);
		this.await(invoker);
		return invoker;
	}

	/** Fields that `changes` leaves out stay as they are. */
	change(invoker: Invoker, changes: Omit<ModifyInvokerRequest, 'InvokerId'>): void {
		Object.assign(invoker, given(changes));
		this.touch(invoker);
	}

	enable(invoker: Invoker, enabled: boolean): void {
		invoker.enabled = enabled;
		this.touch(invoker);
	}

	remove(invoker: Invoker): void {
		invoker.callOff();
		this.invokers.splice(this.invokers.indexOf(invoker), 1);
	}

	/** Whether an invoker runs this command. */
	binds(commandId: string): boolean {
		return this.invokers.some(({ CommandId }) => CommandId === commandId);
	}

	/** Stops all schedules. */
	stop(): void {
		for (const { callOff } of this.invokers) callOff();
	}

	private touch(invoker: Invoker): void {
		invoker.updatedAt = this.clock.now();
		invoker.callOff();
		this.await(invoker);
	}

	/** Waits for its next run, if there is one: after `last`, as a timer may fire a little early. */
	private await(invoker: Invoker, last = 0): void {
		const now = this.clock.now();
		const { enabled, ScheduleSettings } = invoker;
		const due = enabled ? dueAfter(ScheduleSettings, Math.max(now, last)) : undefined;
		if (due === undefined) return;
		invoker.callOff = this.clock.after(due - now, () => {
			this.records.unshift(recordOf(invoker, due));
			this.await(invoker, due);
		});
	}
}

/** Runs an invoker that is due. */
function recordOf(invoker: Invoker, invokeTime: number): InvokerRecord {
	const { invokerId, region } = invoker;
	const record = { invokerId, region, invokeTime };
	try {
		return { ...record, reason: AT_ITS_TIME, invocation: invoker.run(invoker) };
	} catch (error) {
		return { ...record, reason: (error as Error).message };
	}
}

/** Undefined when a schedule names no time after `now`: one that has come once stays, and does nothing (inferred). */
function dueAfter(
	{ Recurrence = '', InvokeTime = '', Policy }: ScheduleSettings,
	now: number,
): number | undefined {
	if (Policy === 'RECURRENCE') return nextTime(Recurrence, now);
	const once = Date.parse(InvokeTime);
	return once > now ? once : undefined;
}
