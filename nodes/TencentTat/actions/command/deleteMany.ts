import { deleteCommands } from '../../command/deleteCommands';
import { optionsField } from '../../form/fields';
import { eachItem } from '../operation';

export const deleteMany = eachItem({
	option: {
		name: 'Delete Many',
		action: 'Delete many commands',
		description: 'Delete several saved commands and return one item for each',
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
				'Separated by commas, spaces or new lines, or an expression that returns an array. A command that cannot be deleted gets an error; the others are still deleted.',
		},
		optionsField(),
	],

	carriedOut: ({ commandId }) => commandId,
	prepare(form, tat) {
		const ids = form.ids('command', 'commandIds');
		tat.prepare('DeleteCommands', { CommandIds: ids.slice(0, 1) });
		return async () => await deleteCommands(tat, ids);
	},
});
