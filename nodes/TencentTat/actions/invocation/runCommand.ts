import type { IDataObject } from 'n8n-workflow';
import type {
	RunCommandRequest,
	Tag,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { start, startOnAll } from '../../invocation/start';
import { connect } from '../../transport/tat';
import { InputError } from '../../transport/TatError';
import { collectionOf } from '../collection';
import { commandSettings, encodedScript, scriptField, settingFields } from '../commandFields';
import { optionsField, tatOptions } from '../fields';
import { chosenTargets } from '../locators';
import { eachItem, type Operation } from '../operation';
import {
	defaultParameterConfs,
	defaultParametersField,
	parametersField,
	parametersText,
} from '../parameters';
import { answersTo, retryNotice, runningOptions, targetsField, waitField } from './running';

const TIMEOUT_SECONDS = 60;

export const runCommand: Operation = {
	option: {
		name: 'Run Command',
		action: 'Run command',
		description: 'Run a script on instances',
	},

	fields: [
		scriptField,
		targetsField,
		waitField,
		retryNotice,
		optionsField(
			...settingFields(
				'commandName',
				'commandType',
				'description',
				'outputCosBucketUrl',
				'outputCosKeyPrefix',
				'tags',
				'timeout',
				'username',
				'workingDirectory',
			),
			defaultParametersField,
			parametersField,
			{
				displayName: 'Save Command',
				name: 'saveCommand',
				type: 'boolean',
				default: false,
				description: 'Whether to keep the script as a saved command. Tags are only kept with it.',
			},
			...runningOptions,
		),
	],

	execute: eachItem(async function (item) {
		const content = encodedScript(this.getNodeParameter('content', item, ''));
		const instances = chosenTargets(this, item);
		const options = collectionOf(this, 'options', item);
		const settings = commandSettings(options);
		const request = {
			Content: content,
			Timeout: TIMEOUT_SECONDS,
			...settings,
			...savedAs(options, settings),
			...parameters(options),
		} satisfies Omit<RunCommandRequest, 'InstanceIds'>;
		const tat = await connect(this, tatOptions(options));
		const look = options.lookAfterLostAnswer === true;

		const results = await startOnAll(instances, async (InstanceIds, first) => {
			// A command can be saved once: what follows runs the saved one.
			if (first && request.SaveCommand) {
				const { Parameters } = request;
				const saved = {
					CommandId: first.commandId,
					InstanceIds,
					...(Parameters && { Parameters }),
				};
				return await start(tat, 'InvokeCommand', saved, look);
			}
			return await start(tat, 'RunCommand', { ...request, InstanceIds }, look);
		});
		return await answersTo(this, item, tat, results, options, request.Timeout);
	}),
};

/** @throws {InputError} */
function savedAs({ commandName, saveCommand }: IDataObject, { Tags }: { Tags?: Tag[] }) {
	if (saveCommand === true && !commandName) {
		throw new InputError(
			'The command is to be saved, but has no name',
			'Give it one under Options > Command Name, or switch Save Command off.',
		);
	}
	if (saveCommand === true) return { SaveCommand: true };
	if (!Tags) return {};
	throw new InputError(
		'Tags are given, but the command is not saved',
		'Switch on Save Command as well, or remove Tags: only a saved command has tags.',
	);
}

/** @throws {InputError} */
function parameters({ defaultParameters, parameters: values }: IDataObject) {
	if (!defaultParameters && !values) return {};
	return {
		EnableParameter: true,
		...(defaultParameters && { DefaultParameterConfs: defaultParameterConfs(defaultParameters) }),
		...(values && { Parameters: parametersText(values) }),
	};
}
