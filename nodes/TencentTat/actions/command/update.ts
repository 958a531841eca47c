import type { IDataObject } from 'n8n-workflow';
import type { ModifyCommandRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { InputError } from '../../transport/TatError';
import { collectionOf } from '../collection';
import { commandSettings, encodedScript, scriptField, settingFields } from '../commandFields';
import { optionsField, tatFor } from '../fields';
import { chosenId, ownCommandIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';
import { defaultParameterConfs, defaultParametersField } from '../parameters';
import { someChanges, updateFieldsField } from '../updates';

export const update: Operation = {
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
				description: `${defaultParametersField.description} These replace the whole set: what is left out here is gone. Only for a command that was made with parameters enabled.`,
			},
			...settingFields('description', 'outputCosBucketUrl', 'outputCosKeyPrefix'),
			{ ...scriptField, required: false },
			...settingFields('timeout', 'username', 'workingDirectory'),
		),
		optionsField(),
	],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'command', itemIndex);
		const changes = someChanges(changesOf(collectionOf(this, 'updateFields', itemIndex)));
		const tat = await tatFor(this, itemIndex);

		const { RequestId } = await tat.call('ModifyCommand', { CommandId: id, ...changes });
		return { commandId: id, region: tat.region, requestIds: [RequestId] };
	}),
};

/** @throws {InputError} */
function changesOf(fields: IDataObject): Omit<ModifyCommandRequest, 'CommandId'> {
	const { commandName, content, defaultParameters } = fields;
	if (commandName === '') {
		throw new InputError('The command name is empty', 'Give a name, or remove the field.');
	}
	return {
		...emptied(fields),
		...commandSettings(fields),
		...(content !== undefined && { Content: encodedScript(content) }),
		...(defaultParameters !== undefined && defaults(defaultParameters)),
	};
}

/** Texts that were added and left empty: they are to be emptied. */
function emptied(fields: IDataObject): Omit<ModifyCommandRequest, 'CommandId'> {
	const { description, outputCosBucketUrl, outputCosKeyPrefix, username, workingDirectory } =
		fields;
	return {
		...(description === '' && { Description: '' }),
		...(outputCosBucketUrl === '' && { OutputCOSBucketUrl: '' }),
		...(outputCosKeyPrefix === '' && { OutputCOSKeyPrefix: '' }),
		...(username === '' && { Username: '' }),
		...(workingDirectory === '' && { WorkingDirectory: '' }),
	};
}

/** An empty list says nothing, so no defaults at all are an empty object. */
function defaults(given: unknown): Omit<ModifyCommandRequest, 'CommandId'> {
	const confs = defaultParameterConfs(given);
	return confs.length > 0 ? { DefaultParameterConfs: confs } : { DefaultParameters: '{}' };
}
