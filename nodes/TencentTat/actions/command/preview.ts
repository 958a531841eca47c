import type { IExecuteFunctions } from 'n8n-workflow';

import { decodedScript } from '../../command/script';
import { connect } from '../../transport/tat';
import { collectionOf } from '../collection';
import { encodedScript, scriptField } from '../commandFields';
import { optionsField, tatOptions } from '../fields';
import { chosenId, commandIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';
import { parametersField, parametersText } from '../parameters';

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
		const parameters = parametersText(this.getNodeParameter('parameters', itemIndex, {}));
		const tat = await connect(this, tatOptions(collectionOf(this, 'options', itemIndex)));

		const { ReplacedContent, RequestId } = await tat.call('PreviewReplacedCommandContent', {
			...source,
			// a command that takes none refuses even an empty set
			...(parameters !== '{}' && { Parameters: parameters }),
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
