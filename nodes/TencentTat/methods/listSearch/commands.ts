import { label, listSearchOf } from './search';

const list = {
	action: 'DescribeCommands',
	ids: ['command', 'CommandIds'],
	item: ({ CommandName, CommandType, CreatedBy, CommandId = '' }) => ({
		name: label(CommandName, CommandType, CreatedBy === 'TAT' ? 'public' : '', CommandId),
		value: CommandId,
	}),
} satisfies Parameters<typeof listSearchOf<'DescribeCommands'>>[0];

/** Saved commands, newest first; on each page the account's own come before the public ones. */
export const searchCommands = listSearchOf({
	...list,
	first: ({ CreatedBy }) => CreatedBy !== 'TAT',
});

/** Saved commands that can be changed: the account's own. */
export const searchOwnCommands = listSearchOf({
	...list,
	request: { Filters: [{ Name: 'created-by', Values: ['USER'] }] },
});
