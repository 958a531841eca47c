import type {
	RunCommandRequest,
	Tag,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { start, startOnAll } from '../../invocation/start';
import { InputError } from '../../transport/TatError';
import {
	commandSettings,
	encodedScript,
	scriptField,
	settingFields,
} from '../../form/commandFields';
import { optionsField } from '../../form/fields';
import type { Added } from '../../form/form';
import { chosenTargets } from '../../form/locators';
import { eachItem } from '../operation';
import {
	defaultParameterConfs,
	defaultParametersField,
	parametersField,
	parametersText,
} from '../../form/parameters';
import {
	collectResults,
	retryNotice,
	runningOf,
	runningOptions,
	targetsField,
	waitField,
} from './running';

const TIMEOUT_SECONDS = 60;

export const runCommand = eachItem({
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
				description: 'Whether to keep the script as a saved command. Tags need this.',
			},
			...runningOptions,
		),
	],

	carriedOut: ({ invocationId }) => invocationId,
	prepare(form, tat) {
		const { options } = form;
		const content = encodedScript(form.text('content'));
		const instances = chosenTargets(form);
		const running = runningOf(form);
		const settings = commandSettings(options);
		const request = {
			Content: content,
			Timeout: TIMEOUT_SECONDS,
			...settings,
			...savedAs(options, settings),
			...parameters(options),
		} satisfies Omit<RunCommandRequest, 'InstanceIds'>;
		// Each request takes a portion of the instances, so one of them is enough for this check.
		tat.prepare('RunCommand', { ...request, InstanceIds: instances.slice(0, 1) });

		return async () => {
			const results = await startOnAll(instances, async (InstanceIds, first) => {
				// A command can be saved only once: the portions after the first run the saved one.
				if (first && request.SaveCommand) {
					const { Parameters } = request;
					const saved = {
						CommandId: first.commandId,
						InstanceIds,
						...(Parameters && { Parameters }),
					};
					return await start(tat, 'InvokeCommand', saved, running.look);
				}
				return await start(tat, 'RunCommand', { ...request, InstanceIds }, running.look);
			});
			return await collectResults(form.context, tat, results, running, request.Timeout);
		};
	},
});

/** @throws {InputError} */
function savedAs(options: Added, { CommandName, Tags }: { CommandName?: string; Tags?: Tag[] }) {
	const saved = options.flag('saveCommand') === true;
	if (saved && !CommandName) {
		throw new InputError(
			'The command is to be saved, but has no name',
			'Give it one under Options > Command Name, or switch Save Command off.',
		);
	}
	if (saved) return { SaveCommand: true };
	if (!Tags) return {};
	throw new InputError(
		'Tags are given, but the command is not saved',
		'Switch on Save Command as well, or remove Tags: only a saved command has tags.',
	);
}

/** @throws {InputError} */
function parameters(options: Added) {
	const defaults = options.rows('defaultParameters');
	const values = options.rows('parameters');
	if (!defaults && !values) return {};
	return {
		EnableParameter: true,
		...(defaults && { DefaultParameterConfs: defaultParameterConfs(defaults) }),
		...(values && { Parameters: parametersText(values) }),
	};
}
