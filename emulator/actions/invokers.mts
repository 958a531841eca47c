import type {
	CreateInvokerRequest,
	DeleteInvokerRequest,
	DescribeInvokerRecordsRequest,
	DescribeInvokersRequest,
	DisableInvokerRequest,
	EnableInvokerRequest,
	ModifyInvokerRequest,
	ScheduleSettings,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import * as responses from '../responses.mts';
import { actionSpec, documentedCode } from '../api.mts';
import type { ActionSpec } from '../api.mts';
import { given } from '../commands.mts';
import { isCron } from '../cron.mts';
import { VendorError } from '../errors.mts';
import type { Invoker } from '../invokers.mts';
import { inRegion, matches, page } from './context.mts';
import type { Context, Handlers } from './context.mts';
import { instancesOf, invokeStored, online, storedCommand } from './runs.mts';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/;

export const INVOKER_ACTIONS: Handlers = {
	CreateInvoker(request: CreateInvokerRequest, context) {
		const { CommandId, InstanceIds, Parameters, ScheduleSettings: settings } = request;
		if (settings === undefined) throw missing('ScheduleSettings');
		checkSchedule(settings, context);
		checkParameters('CreateInvoker', CommandId, Parameters, context);
		const [{ region }] = online(instancesOf(InstanceIds, context));
		const { invokerId } = context.invokers.add(
			region,
			{ ...request, ScheduleSettings: settings },
			({ CommandId, InstanceIds, Username, Parameters }) =>
				invokeStored({ CommandId, InstanceIds, Username, Parameters }, context, 'INVOKER'),
		);
		return { InvokerId: invokerId };
	},

	ModifyInvoker({ InvokerId, ...changes }: ModifyInvokerRequest, context) {
		const invoker = invokerOf(InvokerId, context);
		const { CommandId, InstanceIds, Parameters, ScheduleSettings } = {
			...invoker,
			...given(changes),
		};
		checkParameters('ModifyInvoker', CommandId, Parameters, context);
		if (changes.ScheduleSettings) checkSchedule(ScheduleSettings, context);
		if (changes.InstanceIds) instancesOf(InstanceIds, context);
		context.invokers.change(invoker, changes);
		return {};
	},

	EnableInvoker({ InvokerId }: EnableInvokerRequest, context) {
		context.invokers.enable(invokerOf(InvokerId, context), true);
		return {};
	},

	DisableInvoker({ InvokerId }: DisableInvokerRequest, context) {
		context.invokers.enable(invokerOf(InvokerId, context), false);
		return {};
	},

	DeleteInvoker({ InvokerId }: DeleteInvokerRequest, context) {
		context.invokers.remove(invokerOf(InvokerId, context));
		return {};
	},

	DescribeInvokers(request: DescribeInvokersRequest, context) {
		const found = inRegion(context.invokers.invokers, context).filter((invoker) =>
			matches(request.Filters, request.InvokerIds, {
				'invoker-id': invoker.invokerId,
				'command-id': invoker.CommandId,
				'invoker-type': invoker.Type,
			}),
		);
		return { TotalCount: found.length, InvokerSet: page(found, request).map(responses.invoker) };
	},

	DescribeInvokerRecords(request: DescribeInvokerRecordsRequest, context) {
		const found = inRegion(context.invokers.records, context).filter(({ invokerId }) =>
			matches([], request.InvokerIds, { 'invoker-id': invokerId }),
		);
		const now = context.clock.now();
		return {
			TotalCount: found.length,
			InvokerRecordSet: page(found, request).map((item) => responses.invokerRecord(item, now)),
		};
	},
};

/** The invoker of this ID; throws when the region has none. */
function invokerOf(id: string, context: Context): Invoker {
	const found = inRegion(context.invokers.invokers, context).find(
		({ invokerId }) => invokerId === id,
	);
	if (found !== undefined) return found;
	throw new VendorError('ResourceNotFound', `The invoker \`${id}\` is not found.`);
}

/** Throws when there is no such command, or it takes no parameters. */
function checkParameters(
	action: string,
	commandId: string,
	parameters: string | undefined,
	context: Context,
): void {
	const { EnableParameter } = storedCommand(commandId, context);
	if (parameters === undefined || EnableParameter) return;
	const codes = ['InvalidParameterValue.ParameterDisabled', 'InvalidParameter'];
	throw new VendorError(
		documentedCode(actionSpec(action) as ActionSpec, codes),
		`The command \`${commandId}\` takes no parameters.`,
	);
}

function checkSchedule(
	{ Policy, Recurrence, InvokeTime }: ScheduleSettings,
	{ clock }: Context,
): void {
	if (Policy === 'RECURRENCE') {
		if (!Recurrence) throw missing('ScheduleSettings.Recurrence');
		if (isCron(Recurrence)) return;
		throw new VendorError(
			'InvalidParameterValue.InvalidCronExpression',
			`The cron expression \`${Recurrence}\` is not valid.`,
		);
	}
	if (!InvokeTime) throw missing('ScheduleSettings.InvokeTime');
	if (!TIME.test(InvokeTime) || Number.isNaN(Date.parse(InvokeTime))) {
		throw new VendorError(
			'InvalidParameterValue.InvalidTimeFormat',
			`The time \`${InvokeTime}\` is not valid.`,
		);
	}
	if (Date.parse(InvokeTime) > clock.now()) return;
	throw new VendorError(
		'InvalidParameterValue.InvokeTimeExpired',
		`The time \`${InvokeTime}\` is over.`,
	);
}

function missing(name: string): VendorError {
	return new VendorError(
		'MissingParameter',
		`The request is missing a required parameter \`${name}\`.`,
	);
}
