import { connect } from '../../transport/tat';
import { InputError } from '../../transport/TatError';
import { collectionOf } from '../collection';
import { commandSettings, encodedScript, scriptField, settingFields } from '../commandFields';
import { optionsField, tatOptions } from '../fields';
import { oneByOne, type Operation } from '../operation';
import { defaultParameterConfs, defaultParametersField } from '../parameters';
import { textOf } from '../text';

const [commandNameField] = settingFields('commandName');

export const create: Operation = {
	option: {
		name: 'Create',
		action: 'Create command',
		description: 'Save a script, to be run on instances later',
	},

	fields: [
		{ ...commandNameField, required: true },
		scriptField,
		optionsField(
			...settingFields(
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
			{
				displayName: 'Enable Parameters',
				name: 'enableParameters',
				type: 'boolean',
				default: false,
				description:
					'Whether each run may fill in placeholders of the script, such as {{name}}. With Default Parameters it always may. It cannot be changed later.',
			},
		),
	],

	execute: oneByOne(async function (itemIndex) {
		const commandName = textOf(
			this.getNodeParameter('commandName', itemIndex, ''),
			'Command Name',
		).trim();
		if (commandName === '') {
			throw new InputError(
				'No command name is given',
				'Give the command a name, e.g. nightly-backup.',
			);
		}
		const content = encodedScript(this.getNodeParameter('content', itemIndex, ''));
		const options = collectionOf(this, 'options', itemIndex);
		const defaults = defaultParameterConfs(options.defaultParameters);
		const request = {
			CommandName: commandName,
			Content: content,
			...commandSettings({ ...options, commandName }),
			...((defaults.length > 0 || options.enableParameters === true) && { EnableParameter: true }),
			...(defaults.length > 0 && { DefaultParameterConfs: defaults }),
		};
		const tat = await connect(this, tatOptions(options));

		const { CommandId, RequestId } = await tat.call('CreateCommand', request);
		return { commandId: CommandId, commandName, region: tat.region, requestIds: [RequestId] };
	}),
};
