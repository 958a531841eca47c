import { summaryOf } from '../../command/summary';
import { listed, taken } from '../../transport/listing';
import { collectionOf } from '../collection';
import { optionsField, simplifyField, tatFor } from '../fields';
import { filtersField } from '../filters';
import { limitOf, listingFields } from '../listing';
import { oneByOne, type Operation } from '../operation';
import { filters, filtersOf } from './filters';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many commands',
		description: 'Get many saved commands, the public ones of TAT among them unless filtered',
	},

	fields: [...listingFields, filtersField(...filters), simplifyField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const limit = limitOf(this, itemIndex);
		const request = filtersOf(collectionOf(this, 'filters', itemIndex));
		const simplify = this.getNodeParameter('simplify', itemIndex, true);
		const tat = await tatFor(this, itemIndex);

		const commands = listed(tat, 'DescribeCommands', request, ({ CommandId }) => CommandId, limit);
		return await taken(commands, limit, (command) =>
			simplify ? { ...summaryOf(command), region: tat.region } : { ...command },
		);
	}),
};
