import type { ModifyCommandRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { InputError } from '../../transport/TatError';
import {
	commandSettings,
	encodedScript,
	scriptField,
	settingFields,
} from '../../form/commandFields';
import { optionsField } from '../../form/fields';
import type { Added } from '../../form/form';
import { ownCommandIdField } from '../../form/locators';
import { oneByOne } from '../operation';
import { defaultParameterConfs, defaultParametersField } from '../../form/parameters';
import type { Row } from '../../form/rows';
import { someChanges, updateFieldsField } from '../../form/updates';

export const update = oneByOne({
	option: {
		name: 'Update',
		action: 'Update command',
		description: 'Change a saved command',
	},

	fields: [
		ownCommandIdField,
		updateFieldsField(
			...settingFields('commandName', 'commandType'),
			{
				...defaultParametersField,
				description: `${defaultParametersField.description} These replace the whole set: parameters left out here are removed. Only for a command created with parameters enabled.`,
			},
			...settingFields('description', 'outputCosBucketUrl', 'outputCosKeyPrefix'),
			{ ...scriptField, required: false },
			...settingFields('timeout', 'username', 'workingDirectory'),
		),
		optionsField(),
	],

	carriedOut: ({ commandId }) => commandId,
	prepare(form, tat) {
		const id = form.id('command');
		const changes = someChanges(changesOf(form.updateFields));
		const send = tat.prepare('ModifyCommand', { CommandId: id, ...changes });
		return async () => {
			const { RequestId } = await send();
			return { commandId: id, region: tat.region, requestIds: [RequestId] };
		};
	},
});

/** @throws {InputError} */
function changesOf(fields: Added): Omit<ModifyCommandRequest, 'CommandId'> {
	if (fields.text('commandName') === '') {
		throw new InputError('The command name is empty', 'Give a name, or remove the field.');
	}
	const content = fields.text('content');
	const defaultParameters = fields.rows('defaultParameters');
	return {
		...emptied(fields),
		...commandSettings(fields),
		...(content !== undefined && { Content: encodedScript(content) }),
		...(defaultParameters && defaults(defaultParameters)),
	};
}

/** Texts that were added and left empty: the update clears them. */
function emptied(fields: Added): Omit<ModifyCommandRequest, 'CommandId'> {
	return {
		...(fields.text('description') === '' && { Description: '' }),
		...(fields.text('outputCosBucketUrl') === '' && { OutputCOSBucketUrl: '' }),
		...(fields.text('outputCosKeyPrefix') === '' && { OutputCOSKeyPrefix: '' }),
		...(fields.text('username') === '' && { Username: '' }),
		...(fields.text('workingDirectory') === '' && { WorkingDirectory: '' }),
	};
}

/** The API takes an empty list for no change, so an empty object removes all defaults. */
function defaults(rows: readonly Row[]): Omit<ModifyCommandRequest, 'CommandId'> {
	const confs = defaultParameterConfs(rows);
	return confs.length > 0 ? { DefaultParameterConfs: confs } : { DefaultParameters: '{}' };
}
