import { claim, findStarted } from '../../nodes/TencentTat/invocation/findStarted.ts';
import { internalError, scriptedTat } from '../transport/scriptedTat.mts';

beforeEach(() => {
	jest.useFakeTimers();
});

afterEach(() => {
	jest.useRealTimers();
});

const request = { Content: 'ZWNobw==', InstanceIds: ['ins-a'] };
const lost = internalError('RunCommand', request);

/** A TAT that made one invocation of the request. */
const made = (InvocationId: string, CreatedTime?: string) =>
	scriptedTat({
		DescribeInvocations: () => ({
			TotalCount: 1,
			InvocationSet: [
				{
					InvocationId,
					CommandId: 'cmd-a',
					CommandContent: request.Content,
					CreatedTime,
					InvocationTaskBasicInfoSet: [{ InstanceId: 'ins-a' }],
				},
			],
		}),
	});

/** What is found, or why nothing is. */
async function found(tat: ReturnType<typeof scriptedTat>): Promise<string> {
	const result = findStarted(tat, request, Date.now(), lost).then(
		({ invocationId }) => invocationId,
		(error: Error) => error.message,
	);
	await jest.advanceTimersByTimeAsync(10_000);
	return await result;
}

it('says that looking failed as well, with the first error', async () => {
	const tat = scriptedTat({
		DescribeInvocations: (listing) => {
			throw internalError('DescribeInvocations', listing);
		},
	});
	expect(await found(tat)).toBe(`${lost.message}. Looking for it failed as well`);
});

it('takes an invocation once', async () => {
	expect(await found(made('inv-once'))).toBe('inv-once');
	expect(await found(made('inv-once'))).toContain('not found');
});

it('takes none that was made before', async () => {
	expect(await found(made('inv-before', '2020-10-28T00:00:00Z'))).toContain('not found');
	expect(await found(made('inv-now', new Date().toISOString()))).toBe('inv-now');
});

it('remembers the last 10,000 that others have', async () => {
	claim('inv-old');
	for (let index = 0; index < 9_999; index++) claim(`inv-${index}`);
	expect(await found(made('inv-old'))).toContain('not found');
	claim('inv-newest');
	expect(await found(made('inv-old'))).toBe('inv-old');
});
