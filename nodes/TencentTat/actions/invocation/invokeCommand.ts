import type { INodeProperties } from 'n8n-workflow';
import type { InvokeCommandRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { start, startOnAll } from '../../invocation/start';
import { commandSettings, settingFields } from '../../form/commandFields';
import { optionsField } from '../../form/fields';
import { chosenTargets, commandIdField } from '../../form/locators';
import { eachItem } from '../operation';
import { mappedRows, parametersField, parametersIfAny } from '../../form/parameters';
import {
	collectResults,
	retryNotice,
	runningOf,
	runningOptions,
	targetsField,
	waitField,
} from './running';

const parameterFields: INodeProperties[] = [
	{
		displayName: 'Specify Parameters',
		name: 'specifyParameters',
		type: 'options',
		default: 'fromCommand',
		options: [
			{
				name: 'As Names and Values',
				value: 'asRows',
				description: 'For keys that may not read commands, or names that come from an expression',
			},
			{
				name: 'From the Saved Command',
				value: 'fromCommand',
				description: "The command's own parameters, with their default values",
			},
		],
	},
	{
		displayName: 'Parameters',
		name: 'commandParameters',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: 'Parameters left empty keep the default value of the command',
		typeOptions: {
			loadOptionsDependsOn: ['commandId.value', 'options.region.value'],
			resourceMapper: {
				resourceMapperMethod: 'getCommandParameters',
				mode: 'add',
				valuesLabel: 'Parameters',
				fieldWords: { singular: 'parameter', plural: 'parameters' },
				addAllFields: true,
				supportAutoMap: false,
				hideNoDataError: true,
			},
		},
		displayOptions: { show: { specifyParameters: ['fromCommand'] } },
	},
	{ ...parametersField, displayOptions: { show: { specifyParameters: ['asRows'] } } },
];

export const invokeCommand = eachItem({
	option: {
		name: 'Invoke Saved Command',
		action: 'Invoke saved command',
		description: 'Run a saved command on instances',
	},

	fields: [
		commandIdField,
		targetsField,
		...parameterFields,
		waitField,
		retryNotice,
		optionsField(
			...settingFields(
				'outputCosBucketUrl',
				'outputCosKeyPrefix',
				'timeout',
				'username',
				'workingDirectory',
			),
			...runningOptions,
		),
	],

	carriedOut: ({ invocationId }) => invocationId,
	prepare(form, tat) {
		const instances = chosenTargets(form);
		const running = runningOf(form);
		const request = {
			CommandId: form.id('command'),
			...commandSettings(form.options),
			...parametersIfAny(
				form.choice('specifyParameters') === 'asRows'
					? form.rows('parameters')
					: mappedRows(form.any('commandParameters')),
			),
		} satisfies Omit<InvokeCommandRequest, 'InstanceIds'>;
		// Each request takes a portion of the instances, so one of them is enough for this check.
		tat.prepare('InvokeCommand', { ...request, InstanceIds: instances.slice(0, 1) });

		return async () => {
			const results = await startOnAll(
				instances,
				async (InstanceIds) =>
					await start(tat, 'InvokeCommand', { ...request, InstanceIds }, running.look),
			);
			return await collectResults(form.context, tat, results, running, request.Timeout);
		};
	},
});
