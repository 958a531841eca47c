import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { InvokeCommandRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { start, startOnAll } from '../../invocation/start';
import { connect } from '../../transport/tat';
import { collectionOf } from '../collection';
import { commandSettings, settingFields } from '../commandFields';
import { optionsField, tatOptions } from '../fields';
import { chosenId, chosenTargets, commandIdField } from '../locators';
import { eachItem, type Operation } from '../operation';
import { parametersField, parametersIfAny } from '../parameters';
import { answersTo, retryNotice, runningOptions, targetsField, waitField } from './running';

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
				description: 'Where the key may not read commands, or the names come from an expression',
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
		description: 'What is left empty has the default value of the command',
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

export const invokeCommand: Operation = {
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

	execute: eachItem(async function (item) {
		const instances = chosenTargets(this, item);
		const options = collectionOf(this, 'options', item);
		const parameters = parametersIfAny(parametersOf(this, item));
		const request = {
			CommandId: chosenId(this, 'command', item),
			...commandSettings(options),
			...parameters,
		} satisfies Omit<InvokeCommandRequest, 'InstanceIds'>;
		const tat = await connect(this, tatOptions(options));
		const look = options.lookAfterLostAnswer === true;

		const results = await startOnAll(
			instances,
			async (InstanceIds) => await start(tat, 'InvokeCommand', { ...request, InstanceIds }, look),
		);
		return await answersTo(this, item, tat, results, options, request.Timeout);
	}),
};

/** Rows, or an object without what was left empty. */
function parametersOf(context: IExecuteFunctions, item: number): unknown {
	if (context.getNodeParameter('specifyParameters', item, 'fromCommand') === 'asRows') {
		return context.getNodeParameter('parameters', item, {});
	}
	const values = context.getNodeParameter('commandParameters.value', item, {}) as object | null;
	return Object.fromEntries(
		Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== ''),
	);
}
