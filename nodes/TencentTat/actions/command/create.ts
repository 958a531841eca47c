import { InputError } from '../../transport/TatError';
import {
	commandSettings,
	encodedScript,
	scriptField,
	settingFields,
} from '../../form/commandFields';
import { optionsField } from '../../form/fields';
import { oneByOne } from '../operation';
import { defaultParameterConfs, defaultParametersField } from '../../form/parameters';

const [commandNameField] = settingFields('commandName');

export const create = oneByOne({
	option: {
		name: 'Create',
		action: 'Create command',
		description: 'Save a script to run on instances later',
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
					'Whether runs may fill in placeholders of the script, such as {{name}}. Always on with Default Parameters. Cannot be changed later.',
			},
		),
	],

	carriedOut: ({ commandId }) => commandId,
	prepare(form, tat) {
		const commandName = form.text('commandName').trim();
		if (commandName === '') {
			throw new InputError(
				'No command name is given',
				'Give the command a name, e.g. nightly-backup.',
			);
		}
		const { options } = form;
		const defaults = defaultParameterConfs(options.rows('defaultParameters') ?? []);
		const enabled = options.flag('enableParameters') === true;
		const send = tat.prepare('CreateCommand', {
			CommandName: commandName,
			Content: encodedScript(form.text('content')),
			...commandSettings(options),
			...((defaults.length > 0 || enabled) && { EnableParameter: true }),
			...(defaults.length > 0 && { DefaultParameterConfs: defaults }),
		});
		return async () => {
			const { CommandId, RequestId } = await send();
			return { commandId: CommandId, commandName, region: tat.region, requestIds: [RequestId] };
		};
	},
});
