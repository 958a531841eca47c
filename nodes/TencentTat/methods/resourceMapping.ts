import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { defaultParametersOf } from '../command/parameters';
import { isId } from '../ids';
import { settled } from '../transport/settled';
import { listError, tatOf } from './listSearch/search';

/** The parameters of the chosen saved command, to be filled in. */
async function getCommandParameters(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const chosen = this.getNodeParameter('commandId', '', { extractValue: true });
	const id = typeof chosen === 'string' ? chosen.trim() : '';
	if (!isId('command', id)) {
		return { fields: [], emptyFieldsNotice: 'Choose a command to see its parameters.' };
	}
	const answer = await settled(
		tatOf(this).then(async (tat) => await tat.call('DescribeCommands', { CommandIds: [id] })),
	);
	if ('error' in answer) throw listError(this.getNode(), answer.error as Error);
	const [command = {}] = answer.value.CommandSet ?? [];
	return {
		fields: defaultParametersOf(command).map(({ name, value, description }) => ({
			id: name,
			displayName: description ? `${name} (${description})` : name,
			defaultValue: value,
			required: false,
			defaultMatch: false,
			display: true,
			type: 'string',
		})),
		emptyFieldsNotice: 'This command has no parameters.',
	};
}

export const resourceMapping = { getCommandParameters };
