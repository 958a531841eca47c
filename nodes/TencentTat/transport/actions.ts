import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

/** Request and answer of every action this node calls: the official SDK's own model. */
export interface Actions {
	CancelInvocation: [Models.CancelInvocationRequest, Models.CancelInvocationResponse];
	DescribeInvocations: [Models.DescribeInvocationsRequest, Models.DescribeInvocationsResponse];
	DescribeInvocationTasks: [
		Models.DescribeInvocationTasksRequest,
		Models.DescribeInvocationTasksResponse,
	];
	DescribeRegions: [Models.DescribeRegionsRequest, Models.DescribeRegionsResponse];
	RunCommand: [Models.RunCommandRequest, Models.RunCommandResponse];
}

export type Action = keyof Actions;
export type RequestOf<A extends Action> = Actions[A][0];
export type AnswerOf<A extends Action> = Actions[A][1];

/** How an action behaves. */
interface Behaviour<A extends Action> {
	/** What is being done, for messages: "Cancel of inv-...". */
	subject: (request: RequestOf<A>) => string;
	/** Requests a second that the API takes per region and sub-account. */
	perSecond: number;
	/** Whether doing it twice does no more than doing it once. There is no ClientToken that would make others so. */
	repeatable: boolean;
	/** Whether the answer depends on the region of the request. */
	regional: boolean;
}

const PER_SECOND = 20;

/** @see https://www.tencentcloud.com/document/api/1147/46703 and the pages beside it (frequency limits) */
export const ACTIONS: { readonly [A in Action]: Behaviour<A> } = {
	CancelInvocation: {
		subject: ({ InvocationId, InstanceIds = [] }) =>
			`Cancel of ${InvocationId}${InstanceIds.length > 0 ? ` on ${some(InstanceIds)}` : ''}`,
		perSecond: PER_SECOND,
		repeatable: true,
		regional: true,
	},
	DescribeInvocations: {
		subject: ({ InvocationIds = [] }) =>
			InvocationIds.length > 0 ? `Look-up of ${some(InvocationIds)}` : 'Listing of invocations',
		perSecond: PER_SECOND,
		repeatable: true,
		regional: true,
	},
	DescribeInvocationTasks: {
		subject: ({ Filters = [] }) =>
			`Look-up of the tasks of ${some(Filters.flatMap(({ Values }) => Values))}`,
		perSecond: PER_SECOND,
		repeatable: true,
		regional: true,
	},
	DescribeRegions: {
		subject: () => 'Listing of regions',
		perSecond: PER_SECOND,
		repeatable: true,
		regional: false,
	},
	RunCommand: {
		subject: ({ InstanceIds }) => `Run of a command on ${some(InstanceIds)}`,
		perSecond: PER_SECOND,
		repeatable: false,
		regional: true,
	},
};

/** The first few of `ids`, so that a message stays readable. */
function some(ids: string[]): string {
	const shown = ids.slice(0, 3).join(', ');
	return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown;
}
