import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { isId } from '../../ids';
import { isTaskOver } from '../../invocation/status';
import { taskStatesOf } from '../../invocation/taskStates';
import { settled } from '../../transport/settled';
import { label, listError, listSearchOf, matching, tatOf } from './search';

const searchAgents = listSearchOf({
	action: 'DescribeAutomationAgentStatus',
	ids: ['instance', 'InstanceIds'],
	first: ({ AgentStatus = '' }) => AgentStatus.toUpperCase() === 'ONLINE',
	item: ({ InstanceId = '', AgentStatus, Environment }) => ({
		name: label(InstanceId, AgentStatus, Environment),
		value: InstanceId,
	}),
});

/** Instances with a TAT agent, on each page the online ones first; for Cancel, the instances of the chosen invocation. */
export async function searchInstances(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const invocationId = invocationToCancel(this);
	if (invocationId === undefined) return await searchAgents.call(this, filter, paginationToken);
	const instances = await settled(instancesOf(this, invocationId));
	if ('error' in instances) throw listError(this.getNode(), instances.error as Error);
	return { results: matching(instances.value, filter) };
}

/** Undefined for an expression: the editor does not know its value. */
function invocationToCancel(context: ILoadOptionsFunctions): string | undefined {
	const { resource, operation, invocationId } = context.getCurrentNodeParameters() ?? {};
	if (resource !== 'invocation' || operation !== 'cancel') return undefined;
	const { value = '' } = (invocationId ?? {}) as { value?: unknown };
	const id = String(value).trim();
	return isId('invocation', id) ? id : undefined;
}

/** The instances of an invocation, the ones with an unfinished task first. */
async function instancesOf(context: ILoadOptionsFunctions, invocationId: string) {
	const tat = await tatOf(context);
	const request = { InvocationIds: [invocationId] };
	const { InvocationSet = [] } = await tat.call('DescribeInvocations', request);
	const tasks = InvocationSet.flatMap(taskStatesOf);
	return [
		...tasks.filter(({ status }) => !isTaskOver(status)),
		...tasks.filter(({ status }) => isTaskOver(status)),
	].map(({ instanceId, status }) => ({ name: label(instanceId, status), value: instanceId }));
}
