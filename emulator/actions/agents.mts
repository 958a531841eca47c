import type { DescribeAutomationAgentStatusRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import * as responses from '../responses.mts';
import { inRegion, matches, page } from './context.mts';
import type { Handlers } from './context.mts';

export const AGENT_ACTIONS: Handlers = {
	DescribeAutomationAgentStatus(request: DescribeAutomationAgentStatusRequest, context) {
		const found = inRegion(context.instances, context).filter((instance) =>
			matches(request.Filters, request.InstanceIds, {
				'instance-id': instance.instanceId,
				'agent-status': instance.online ? 'Online' : 'Offline',
				environment: instance.environment,
			}),
		);
		const now = context.clock.now();
		return {
			TotalCount: found.length,
			AutomationAgentSet: page(found, request).map((item) => responses.agent(item, now)),
		};
	},
};
