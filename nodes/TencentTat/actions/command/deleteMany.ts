import { deleteCommands } from '../../command/deleteCommands';
import { idsOf } from '../../ids';
import { InputError } from '../../transport/TatError';
import { optionsField, tatFor } from '../fields';
import { eachItem, type Operation } from '../operation';

export const deleteMany: Operation = {
	option: {
		name: 'Delete Many',
		action: 'Delete many commands',
		description: 'Delete several saved commands, with an answer for each',
	},

	fields: [
		{
			displayName: 'Command IDs',
			name: 'commandIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. cmd-4wbcbcsa, cmd-o1xv4c3q',
			description:
				'Separated by commas, spaces or new lines, or an expression that gives an array. One that cannot be deleted gets an error; the others are deleted nevertheless.',
		},
		optionsField(),
	],

	execute: eachItem(async function (item) {
		const ids = idsOf('command', this.getNodeParameter('commandIds', item, ''));
		if (ids.length === 0) {
			throw new InputError('No command ID is given', 'Say which commands should be deleted.');
		}
		const tat = await tatFor(this, item);
		const results = await deleteCommands(tat, ids);
		return results.map((result) => ({ item, ...result }));
	}),
};
