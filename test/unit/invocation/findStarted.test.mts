import { messageOf } from '../../../nodes/TencentTat/failure.ts';
import { start } from '../../../nodes/TencentTat/invocation/start.ts';
import { knownStarts } from '../../../nodes/TencentTat/invocation/startRegistry.ts';
import { TatError } from '../../../nodes/TencentTat/transport/TatError.ts';
import { internalError, scriptedTat } from '../transport/scriptedTat.mts';

beforeEach(() => {
	jest.useFakeTimers();
	jest.setSystemTime(Date.UTC(2026, 0, 1));
});

afterEach(async () => {
	await forgetAll();
	jest.useRealTimers();
});

const InstanceIds = ['ins-a'];
let scripts = 0;
/** Scripts that no other test has. */
const newScript = () => Buffer.from(`echo ${++scripts}`).toString('base64');

interface Made {
	InvocationId: string;
	/** Default now. */
	CreatedTime?: string;
	CommandName?: string;
	instances?: string[];
}

/** TAT with these invocations of a script, newest first. How a start is answered says `answer`. */
const tatWith = (script: string, made: Made[], answer: () => Promise<object>) =>
	scriptedTat({
		RunCommand: answer as never,
		DescribeInvocations: () => ({
			TotalCount: made.length,
			InvocationSet: made.map(({ instances = InstanceIds, ...invocation }) => ({
				CommandId: 'cmd-a',
				CommandContent: script,
				CreatedTime: new Date().toISOString(),
				...invocation,
				InvocationTaskBasicInfoSet: instances.map((InstanceId) => ({ InstanceId })),
			})),
		}),
	});

const lost = async (): Promise<never> => {
	throw internalError('RunCommand', { Content: '', InstanceIds });
};
const later = async (milliseconds: number) =>
	await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The invocation of a start that looks for it, or why there is none. */
async function startOf(script: string, made: Made[], answer = lost, more = {}): Promise<string> {
	const request = { Content: script, InstanceIds, ...more };
	return await start(tatWith(script, made, answer), 'RunCommand', request, true).then(
		({ invocationId }) => invocationId,
		messageOf,
	);
}

async function inTime<T>(started: Promise<T>): Promise<T> {
	await jest.advanceTimersByTimeAsync(100_000);
	return await started;
}

/** Nothing stays behind once a minute has gone, and someone starts something else. */
async function forgetAll(): Promise<void> {
	await jest.advanceTimersByTimeAsync(200_000);
	await startOf('', [], async () => ({ InvocationId: 'inv-other' }) as never);
	expect(knownStarts()).toBe(0);
}

const here = (script: string) => ({ InvocationId: `inv-of-${script}` });

it('says that looking failed as well, with the first error', async () => {
	const tat = scriptedTat({
		RunCommand: lost as never,
		DescribeInvocations: (listing) => {
			throw internalError('DescribeInvocations', listing);
		},
	});
	const request = { Content: newScript(), InstanceIds };
	const error = start(tat, 'RunCommand', request, true).catch(messageOf);
	expect(await inTime(error)).toMatch(/\. Looking for it failed as well$/);
});

it('takes an invocation once', async () => {
	const script = newScript();
	expect(await inTime(startOf(script, [here(script)]))).toBe(here(script).InvocationId);
	expect(await inTime(startOf(script, [here(script)]))).toContain('not found');
});

it('takes none that was made before', async () => {
	const script = newScript();
	const before = { ...here(script), CreatedTime: '2020-10-28T00:00:00Z' };
	expect(await inTime(startOf(script, [before]))).toContain('not found');
});

it('counts the time from the try whose answer was lost', async () => {
	const script = newScript();
	const made = { ...here(script), CreatedTime: new Date(Date.now() + 5000).toISOString() };
	const answer = async (): Promise<never> => {
		const { failure } = internalError('RunCommand', { Content: '', InstanceIds });
		await later(20_000);
		throw new TatError({ ...failure, sentAt: Date.now() - 1000 });
	};
	expect(await inTime(startOf(script, [made], answer))).toContain('not found');
});

it('does not take the rows of one on more instances for all of it', async () => {
	const script = newScript();
	const made = [{ ...here(script), instances: ['ins-a', 'ins-b'] }];
	expect(await inTime(startOf(script, made))).toContain('not found');
});

it('remembers the last 10,000 that others have', async () => {
	const script = newScript();
	const told = async (invocationId: string) =>
		await startOf(newScript(), [], async () => ({ InvocationId: invocationId }) as never);
	await told(here(script).InvocationId);
	for (let index = 0; index < 9_999; index++) await told(`inv-${index}`);
	expect(await inTime(startOf(script, [here(script)]))).toContain('not found');
	await forgetAll();
	expect(await inTime(startOf(script, [here(script)]))).toBe(here(script).InvocationId);
});

describe('beside another start of the same', () => {
	it('waits for its answer, and leaves it what is its', async () => {
		const script = newScript();
		const other = startOf(script, [], async () => {
			await later(20_000);
			return here(script) as never;
		});
		const mine = startOf(script, [here(script)]);
		const both = Promise.all([other, mine]);
		await jest.advanceTimersByTimeAsync(19_000);
		expect(await Promise.race([mine, 'nothing'])).toBe('nothing');
		await jest.advanceTimersByTimeAsync(6000);
		expect(await Promise.race([both, 'nothing'])).toEqual([
			here(script).InvocationId,
			expect.stringContaining('not found'),
		]);
	});

	it('takes what is left when that one has its answer', async () => {
		const script = newScript();
		const other = startOf(script, [], async () => {
			await later(20_000);
			return { InvocationId: 'inv-of-the-other' } as never;
		});
		const mine = startOf(script, [{ InvocationId: 'inv-of-the-other' }, here(script)]);
		expect(await inTime(Promise.all([other, mine]))).toEqual([
			'inv-of-the-other',
			here(script).InvocationId,
		]);
	});

	it.each([['refused'], ['stopped']])('takes it when that one was %s', async (how) => {
		const script = newScript();
		const other = startOf(script, [], async () => {
			await later(2000);
			throw new Error(how);
		});
		const mine = startOf(script, [here(script)]);
		expect(await inTime(Promise.all([other, mine]))).toEqual([how, here(script).InvocationId]);
	});

	it('does not wait for it for ever', async () => {
		const script = newScript();
		const other = startOf(script, [], async () => {
			await later(90_000);
			return here(script) as never;
		});
		const mine = startOf(script, [here(script)]);
		await jest.advanceTimersByTimeAsync(70_000);
		expect(await Promise.race([mine, 'nothing'])).toContain(`may be ${here(script).InvocationId}`);
		expect(await inTime(other)).toBe(here(script).InvocationId);
	});

	it.each([
		['of one', 1],
		['of each', 2],
	])(
		'says that it cannot be told when both answers were lost, with an invocation %s',
		async (_, count) => {
			const script = newScript();
			const made = [here(script), { InvocationId: 'inv-second' }].slice(0, count);
			const both = await inTime(Promise.all([startOf(script, made), startOf(script, made)]));
			const ids = made.map(({ InvocationId }) => InvocationId).join(', ');
			const unknown = `may be ${ids}, or not there: another step started the same`;
			expect(both).toEqual([expect.stringContaining(unknown), expect.stringContaining(unknown)]);
		},
	);

	it('that does not look for its own, neither', async () => {
		const script = newScript();
		const request = { Content: script, InstanceIds };
		const other = start(tatWith(script, [], lost), 'RunCommand', request, false);
		const mine = startOf(script, [here(script)]);
		await expect(other).rejects.toThrow();
		expect(await inTime(mine)).toContain('another step started the same');
	});

	it('that was lost more than a minute ago takes what is its own', async () => {
		const script = newScript();
		await inTime(startOf(script, []));
		expect(await inTime(startOf(script, [here(script)]))).toBe(here(script).InvocationId);
	});

	it('tells it apart by the name of the command', async () => {
		const script = newScript();
		const made = [{ ...here(script), CommandName: 'mine' }];
		const other = startOf(script, [], lost, { CommandName: 'another' });
		const mine = startOf(script, made, lost, { CommandName: 'mine' });
		expect((await inTime(Promise.all([other, mine])))[1]).toBe(here(script).InvocationId);
	});

	it('on more instances leaves it what may be its, while not all rows are there', async () => {
		const script = newScript();
		const other = startOf(script, [], lost, { InstanceIds: ['ins-a', 'ins-b'] });
		const mine = startOf(script, [here(script)]);
		expect((await inTime(Promise.all([other, mine])))[1]).toContain('another step');
	});
});
