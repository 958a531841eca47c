import { commandSummary } from '../../command/summary';

import { refusal } from '../../transport/unwrap';
import { optionsField, simplifyField } from '../../form/fields';
import { commandIdField } from '../../form/locators';
import { oneByOne } from '../operation';

export const get = oneByOne({
	option: {
		name: 'Get',
		action: 'Get command',
		description: 'Get a saved command and its script',
	},

	fields: [commandIdField, simplifyField, optionsField()],

	prepare(form, tat) {
		const request = { CommandIds: [form.id('command')] };
		const simplify = form.flag('simplify');
		const look = tat.prepare('DescribeCommands', request);
		return async () => {
			const { CommandSet = [], RequestId } = await look();
			const [command] = CommandSet;
			if (!command) {
				throw refusal(
					{ action: 'DescribeCommands', request, region: tat.region },
					'ResourceNotFound.CommandNotFound',
					RequestId,
				);
			}
			return simplify ? { ...commandSummary(command), region: tat.region } : { ...command };
		};
	},
});
