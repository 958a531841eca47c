import { commandSummary } from '../../command/summary';
import { list, take } from '../../transport/list';
import { optionsField, simplifyField } from '../../form/fields';
import { filtersField } from '../../form/filters';
import { limitOf, listingFields } from '../../form/returnAll';
import { oneByOne } from '../operation';
import { filters, filtersOf } from './filters';

export const getAll = oneByOne({
	option: {
		name: 'Get Many',
		action: 'Get many commands',
		description: "Get many saved commands, including TAT's public ones unless filtered out",
	},

	fields: [...listingFields, filtersField(...filters), simplifyField, optionsField()],

	prepare(form, tat) {
		const limit = limitOf(form);
		const request = filtersOf(form.filters);
		const simplify = form.flag('simplify');
		tat.prepare('DescribeCommands', request);
		return async () => {
			const commands = list(tat, 'DescribeCommands', request, ({ CommandId }) => CommandId, limit);
			return await take(commands, limit, (command) =>
				simplify ? { ...commandSummary(command), region: tat.region } : { ...command },
			);
		};
	},
});
