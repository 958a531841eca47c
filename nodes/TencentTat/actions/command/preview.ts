import type { IExecuteFunctions } from 'n8n-workflow';

import { decodedScript } from '../../command/script';
import { encodedScript, scriptField } from '../commandFields';
import { optionsField, tatFor } from '../fields';
import { chosenId, commandIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';
import { parametersField, parametersIfAny } from '../parameters';

export const preview: Operation = {
	option: {
		name: 'Preview',
		action: 'Preview command',
		description: 'Get a script with its placeholders filled in, without running it',
	},

	fields: [
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			default: 'command',
			description: 'Where the script comes from',
			options: [
				{ name: 'Saved Command', value: 'command' },
				{ name: 'Script', value: 'script' },
			],
		},
		{ ...commandIdField, displayOptions: { show: { source: ['command'] } } },
		{ ...scriptField, displayOptions: { show: { source: ['script'] } } },
		parametersField,
		optionsField(),
	],

	execute: oneByOne(async function (itemIndex) {
		const source = sourceOf(this, itemIndex);
		const parameters = parametersIfAny(this.getNodeParameter('parameters', itemIndex, {}));
		const tat = await tatFor(this, itemIndex);

		const { ReplacedContent, RequestId } = await tat.call('PreviewReplacedCommandContent', {
			...source,
			...parameters,
		});
		return {
			script: decodedScript(ReplacedContent),
			...('CommandId' in source && { commandId: source.CommandId }),
			region: tat.region,
			requestIds: [RequestId],
		};
	}),
};

/** @throws {InputError} */
function sourceOf(context: IExecuteFunctions, itemIndex: number) {
	if (context.getNodeParameter('source', itemIndex, 'command') === 'script') {
		return { Content: encodedScript(context.getNodeParameter('content', itemIndex, '')) };
	}
	return { CommandId: chosenId(context, 'command', itemIndex) };
}
