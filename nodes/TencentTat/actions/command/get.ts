import { summaryOf } from '../../command/summary';

import { refusal } from '../../transport/answer';
import { optionsField, simplifyField, tatFor } from '../fields';
import { chosenId, commandIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const get: Operation = {
	option: {
		name: 'Get',
		action: 'Get command',
		description: 'Get a saved command, with its script',
	},

	fields: [commandIdField, simplifyField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = chosenId(this, 'command', itemIndex);
		const tat = await tatFor(this, itemIndex);

		const request = { CommandIds: [id] };
		const { CommandSet = [], RequestId } = await tat.call('DescribeCommands', request);
		const [command] = CommandSet;
		if (!command) {
			throw refusal(
				{ action: 'DescribeCommands', request, region: tat.region },
				'ResourceNotFound.CommandNotFound',
				RequestId,
			);
		}
		return this.getNodeParameter('simplify', itemIndex, true)
			? { ...summaryOf(command), region: tat.region }
			: { ...command };
	}),
};
