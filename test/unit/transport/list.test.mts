import { list, take } from '../../../nodes/TencentTat/transport/list.ts';
import { scriptedTat } from './scriptedTat.mts';

type Page = { TotalCount?: number; ids?: string[] };

/** The IDs that a list of these pages yields, and the sizes and offsets asked for. */
async function idsOf(pages: Page[], most?: number) {
	const asked: Array<[number?, number?]> = [];
	const tat = scriptedTat({
		DescribeCommands: ({ Limit, Offset }) => {
			const { TotalCount, ids } = pages[asked.length];
			asked.push([Limit, Offset]);
			return { TotalCount, CommandSet: ids?.map((CommandId) => ({ CommandId })) } as object;
		},
	});
	const commands = list(tat, 'DescribeCommands', {}, ({ CommandId }) => CommandId, most);
	const ids = await take(commands, 1000, ({ CommandId }) => CommandId);
	return { ids, asked };
}

it('yields an entry once that a new one has moved to the next page', async () => {
	const pages = [
		{ TotalCount: 4, ids: ['cmd-d', 'cmd-c'] },
		{ TotalCount: 5, ids: ['cmd-c', 'cmd-b'] },
		{ TotalCount: 5, ids: ['cmd-a'] },
	];
	expect(await idsOf(pages, 2)).toEqual({
		ids: ['cmd-d', 'cmd-c', 'cmd-b', 'cmd-a'],
		asked: [
			[2, 0],
			[2, 2],
			[2, 4],
		],
	});
});

it('ends with an empty page, whatever the total says', async () => {
	const pages = [
		{ TotalCount: 1000, ids: ['cmd-a'] },
		{ TotalCount: 1000, ids: [] },
	];
	expect((await idsOf(pages)).ids).toEqual(['cmd-a']);
});

it('ends with the first page when no total is told', async () => {
	expect((await idsOf([{ ids: ['cmd-a'] }])).ids).toEqual(['cmd-a']);
});
