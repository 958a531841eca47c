import type { IDataObject } from 'n8n-workflow';
import type { AutomationAgentInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { LARGEST_PAGE, mostEntries } from '../../transport/apiLimits';
import { eachOf, portions } from '../../transport/batches';
import { list, take } from '../../transport/list';
import type { Tat } from '../../transport/tat';
import { optionsField } from '../../form/fields';
import { environmentFilter, filtersBy, filtersField, onlineFilter } from '../../form/filters';
import { limitOf, listingFields } from '../../form/returnAll';
import { chosenInstancesOrAll, someInstancesField } from '../../form/locators';
import { oneByOne } from '../operation';

const MOST_INSTANCES = mostEntries('DescribeAutomationAgentStatus', 'InstanceIds');

export const getStatus = oneByOne({
	option: {
		name: 'Get Status',
		action: 'Get agent status',
		description: 'Get whether the TAT agents of instances are online',
	},

	fields: [
		{
			...someInstancesField,
			description:
				'Leave empty for all instances of the region, up to Limit. Instances listed here are always returned; status is null where TAT knows no agent.',
		},
		...listingFields,
		filtersField(environmentFilter, onlineFilter),
		optionsField(),
	],

	prepare(form, tat) {
		const limit = limitOf(form);
		const ids = chosenInstancesOrAll(form);
		const { filters } = form;
		const environment = filters.choice('environment');
		const status = filters.choice('status');
		const request = filtersBy({ environment, 'agent-status': status });
		tat.prepare('DescribeAutomationAgentStatus', request);
		const shown = (agent: AutomationAgentInfo) => ({ ...agentSummary(agent), region: tat.region });

		return async () => {
			// The API takes either IDs or filters.
			if (ids !== 'all') {
				const agents = await agentsOf(tat, ids);
				return agents
					.filter((agent) => is(agent.Environment, environment) && is(agent.AgentStatus, status))
					.map(shown);
			}
			const agents = list(
				tat,
				'DescribeAutomationAgentStatus',
				request,
				({ InstanceId }) => InstanceId,
				limit,
			);
			return await take(agents, limit, shown);
		};
	},
});

/** The agent of each instance, in the order of `ids`; only the ID where TAT knows no agent. */
async function agentsOf(tat: Tat, ids: readonly string[]): Promise<AutomationAgentInfo[]> {
	const answers = await eachOf(
		portions(ids, MOST_INSTANCES),
		async (portion) =>
			await tat.call('DescribeAutomationAgentStatus', {
				InstanceIds: portion,
				Limit: LARGEST_PAGE,
			}),
	);
	const agents = new Map(
		answers
			.flatMap(({ AutomationAgentSet = [] }) => AutomationAgentSet)
			.map((agent) => [agent.InstanceId, agent]),
	);
	return ids.map((id) => agents.get(id) ?? { InstanceId: id });
}

/** Whether a value passes a filter, if there is one. Case is ignored: the vendor's samples do not keep to that of its enums. */
function is(value: string | undefined, wanted: string | undefined): boolean {
	return wanted === undefined || value?.toLowerCase() === wanted.toLowerCase();
}

function agentSummary(agent: AutomationAgentInfo): IDataObject {
	return {
		instanceId: agent.InstanceId ?? '',
		agentStatus: agent.AgentStatus ?? null,
		environment: agent.Environment ?? null,
		version: agent.Version ?? null,
		lastHeartbeatTime: agent.LastHeartbeatTime || null,
		supportFeatures: agent.SupportFeatures ?? [],
	};
}
