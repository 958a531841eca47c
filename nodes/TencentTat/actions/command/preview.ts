import { decodedScript } from '../../command/script';
import { encodedScript, scriptField } from '../../form/commandFields';
import { optionsField } from '../../form/fields';
import type { Form } from '../../form/form';
import { commandIdField } from '../../form/locators';
import { oneByOne } from '../operation';
import { parametersField, parametersIfAny } from '../../form/parameters';

export const preview = oneByOne({
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

	prepare(form, tat) {
		const source = sourceOf(form);
		const send = tat.prepare('PreviewReplacedCommandContent', {
			...source,
			...parametersIfAny(form.rows('parameters')),
		});
		return async () => {
			const { ReplacedContent, RequestId } = await send();
			return {
				script: decodedScript(ReplacedContent),
				...('CommandId' in source && { commandId: source.CommandId }),
				region: tat.region,
				requestIds: [RequestId],
			};
		};
	},
});

/** @throws {InputError} */
function sourceOf(form: Form) {
	return form.choice('source') === 'script'
		? { Content: encodedScript(form.text('content')) }
		: { CommandId: form.id('command') };
}
