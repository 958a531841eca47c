import type { IDataObject } from 'n8n-workflow';

import { api, actionSpec } from '../../../emulator/api.mts';
import type { ActionSpec } from '../../../emulator/api.mts';
import type { RecordedRequest } from '../../../emulator/server.mts';
import { validate } from '../../../emulator/validation.mts';
import { TencentTat } from '../../../nodes/TencentTat/TencentTat.node.ts';
import { operationsOf } from '../../../tools/reference/form.mts';
import type { FormOperation } from '../../../tools/reference/form.mts';
import { fillings, sparse } from './filledForm.mts';
import { sdkAnswer } from './sdkAnswer.mts';
import { requestFields, sdkModel, sentFields } from './sdkModel.mts';
import { FastTime } from './fastTime.mts';
import { startStage, START_MS } from './stage.mts';

const mockTime = new FastTime();
jest.mock('n8n-workflow', () => ({
	...jest.requireActual('n8n-workflow'),
	sleep: async (milliseconds: number, _signal?: AbortSignal) => await mockTime.sleep(milliseconds),
}));

/**
 * What the node does not offer of TAT, and why: an action, `Action.Field`, or `Action.Filters:name`. It may name nothing
 * that is offered.
 */
const OMITTED: Record<string, string> = {
	'CreateCommand.DefaultParameters': 'DefaultParameterConfs says the same, with descriptions',
	'DescribeAutomationAgentStatus.Filters:instance-id': 'Instance IDs go as IDs',
	'DescribeCommands.Filters:command-id': 'Get takes IDs',
	'DescribeCommands.Filters:tag-key': 'tag:<key> asks for key and value',
	'DescribeCommands.Filters:tag-value': 'tag:<key> asks for key and value',
	'DescribeInvocations.Filters:command-created-by': 'says whose the command is, not who ran it',
	'DescribeInvocations.Filters:invocation-id': 'Get takes IDs',
	'DescribeInvokers.Filters:invoker-id': 'Get takes IDs',
	'DescribeInvokers.Filters:invoker-type': 'there is one type',
	'DescribeRegisterCodes.RegisterCodeIds': 'Get Many lists the few that an account may have',
	'DescribeRegisterInstances.Filters:tag-key': 'tag:<key> asks for key and value',
	'DescribeRegisterInstances.Filters:tag-value': 'tag:<key> asks for key and value',
	'DescribeRegisterInstances.InstanceIds': 'the filter instance-id goes with other filters as well',
	'DescribeScenes.Filters:created-by': 'all are by TAT',
	'DescribeScenes.Filters:scene-id': 'Get Many lists the few there are',
	'DescribeScenes.SceneIds': 'Get Many lists the few there are',
	'ModifyCommand.DefaultParameters': 'DefaultParameterConfs says the same, with descriptions',
	'ModifyInvoker.Type': 'there is one type',
	'RunCommand.DefaultParameters': 'DefaultParameterConfs says the same, with descriptions',
};

const model = sdkModel();
/** All there is of TAT: actions and fields as the SDK declares them, filters as the API documents them. */
const KNOWN = model.actions.flatMap((action) => [
	action,
	...requestFields(model, action).map((field) => `${action}.${field}`),
	...filterNames(action).map((name) => `${action}.Filters:${name}`),
]);

const OPERATIONS = operationsOf(new TencentTat().description.properties);
const requestsOf = new Map<FormOperation, RecordedRequest[]>();
const reached = new Set<string>();

/** Every operation runs with its form filled in completely; what it sends is answered as the SDK declares answers. */
beforeAll(async () => {
	const stage = await startStage({ rateLimit: false });
	// Of two instances that are asked for one is answered, so the other is waited for.
	mockTime.start(() => stage.emulator.requests.length);
	stage.emulator.intercept = ({ action }) => ({
		body: JSON.stringify({ Response: sdkAnswer(model, action) }),
	});
	for (const each of OPERATIONS) {
		const { resource, operation, fields } = each;
		const requests: RecordedRequest[] = [];
		const run = async (form: IDataObject) => {
			const parameters = { ...form, resource: resource.value, operation: operation.value };
			const sent = await stage.requestsDuring(async () => await stage.tat(parameters));
			requests.push(...sent);
			return sent.length > 0;
		};
		for (const form of fillings(fields)) {
			if (await run(form)) continue;
			for (const part of sparse(fields, form)) await run(part);
		}
		requestsOf.set(each, requests);
	}
	mockTime.stop();
	await stage.stop();
	for (const request of [...requestsOf.values()].flat()) {
		for (const name of namesIn(request)) reached.add(name);
	}
}, START_MS);

it.each(OPERATIONS.map((each) => [`${each.resource.name}: ${each.operation.name}`, each] as const))(
	'%s sends what the API takes',
	(_name, each) => {
		const requests = requestsOf.get(each) ?? [];
		expect(requests).not.toEqual([]);
		expect(requests.flatMap(refusals)).toEqual([]);
	},
);

it('calls every action', () => {
	expect(missing(model.actions)).toEqual([]);
});

it('sends every field and filter of the actions it calls', () => {
	expect(missing(KNOWN.filter((name) => reached.has(parentOf(name))))).toEqual([]);
});

it('sends nothing that the SDK does not declare', () => {
	expect([...reached].filter((name) => !KNOWN.includes(name))).toEqual([]);
});

it('leaves out only what there is, and what is not offered', () => {
	const omitted = Object.keys(OMITTED);
	expect(omitted.filter((name) => !KNOWN.includes(name) || reached.has(name))).toEqual([]);
});

/** What the API's documented limits have against a request: nothing, or one thing. */
function refusals({ action, params }: RecordedRequest): string[] {
	try {
		validate(actionSpec(action) as ActionSpec, params);
		return [];
	} catch (error) {
		return [`${action}: ${String(error)}`];
	}
}

function missing(names: string[]): string[] {
	return names.filter((name) => !reached.has(name) && !(name in OMITTED));
}

/** What a field or a filter is in: an action or another field. */
function parentOf(name: string): string {
	return name.replace(/(\.[^.:]+|:.+)$/, '');
}

function namesIn({ action, params }: RecordedRequest): string[] {
	const filters = (params.Filters ?? []) as Array<{ Name: string }>;
	return [
		action,
		...sentFields(params).map((field) => `${action}.${field}`),
		...filters.map(({ Name }) => `${action}.Filters:${Name.replace(/^tag:.+/, 'tag:<key>')}`),
	];
}

function filterNames(action: string): string[] {
	const filters = api.actions[action].request.find(({ name }) => name === 'Filters');
	return filters?.filterNames?.map(({ name }) => name) ?? [];
}
