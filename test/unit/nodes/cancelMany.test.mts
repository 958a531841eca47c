import type { IDataObject } from 'n8n-workflow';

import type { Invocation } from '../../../emulator/invocations.mts';
import { instanceSpecs, virtualClock } from '../../../emulator/server.mts';
import { jsonOf, startStage, START_MS } from './stage.mts';
import type { Stage, StepOptions } from './stage.mts';

const HOUR_MS = 3_600_000;
const clock = virtualClock(Date.now() - 4 * HOUR_MS);
let stage: Stage;
/** Of the runs, oldest first: three, two and one hour ago, and now. */
let old: string;
let other: string;
let finished: string;
let young: string;

beforeEach(async () => {
	stage = await startStage({
		clock,
		rateLimit: false,
		instances: [
			...instanceSpecs('ins-long', 3, { runMs: 100 * HOUR_MS }),
			...instanceSpecs('ins-quick', 1, {}),
		],
	});
	old = await run('ins-long0001 ins-long0002', 'nightly');
	clock.advance(HOUR_MS);
	other = await run('ins-long0003', 'other');
	clock.advance(HOUR_MS);
	finished = await run('ins-quick0001', 'quick');
	clock.advance(HOUR_MS);
	young = await run('ins-long0001 ins-quick0001', 'young');
}, START_MS);

afterEach(async () => await stage.stop());

async function run(instanceIds: string, commandName: string): Promise<string> {
	const { invocationId } = await stage.item({
		operation: 'runCommand',
		content: 'true',
		instanceIds,
		options: { commandName, timeout: 86_400 },
	});
	return invocationId as string;
}

async function cancelMany(parameters: IDataObject, options?: StepOptions): Promise<IDataObject[]> {
	const { error, outputs } = await stage.tat(
		{ operation: 'cancelMany', preview: false, ...parameters },
		options,
	);
	if (error) throw error;
	return jsonOf(outputs[0]);
}

const idsOf = (answers: IDataObject[]) => answers.map(({ invocationId }) => invocationId);
const ago = (hours: number) => new Date(clock.now() - hours * HOUR_MS).toISOString();

it('previews what it would cancel, and cancels nothing', async () => {
	const requests = await stage.requestsDuring(async () => {
		const found = await cancelMany({ preview: true });
		expect(found[0]).toMatchObject({
			invocationId: young,
			commandName: 'young',
			invocationStatus: 'RUNNING',
			instanceIds: ['ins-long0001'],
			region: 'ap-guangzhou',
			preview: true,
		});
		expect(idsOf(found)).toEqual([young, other, old]);
	});
	expect(requests.map(({ action }) => action)).toEqual(['DescribeInvocations']);
});

it.each<[string, () => IDataObject, () => string[]]>([
	['everything that is unfinished', () => ({}), () => [young, other, old]],
	['what started before a time', () => ({ startedBefore: ago(1.5) }), () => [other, old]],
	['what started after a time', () => ({ startedAfter: ago(1.5) }), () => [young]],
	[
		'what started in between',
		() => ({ startedAfter: ago(2.5), startedBefore: ago(1.5) }),
		() => [other],
	],
	['by status', () => ({ status: ['PENDING'] }), () => []],
	['by source', () => ({ source: 'INVOKER' }), () => []],
	['by source', () => ({ source: 'USER' }), () => [young, other, old]],
])('cancels exactly what it previews: %s', async (_what, filters, expected) => {
	const preview = await cancelMany({ preview: true, filters: filters() });
	expect(idsOf(preview)).toEqual(expected());
	const cancelled = await cancelMany({ filters: filters() });
	expect(idsOf(cancelled)).toEqual(expected());
	for (const { finished: over } of cancelled) expect(over).toBe(true);
	expect(await cancelMany({ preview: true, filters: filters() })).toEqual([]);
});

it('cancels by command, with the time zone of the workflow for dates without one', async () => {
	const [{ commandId }] = (await cancelMany({ preview: true })).filter(
		({ invocationId }) => invocationId === old,
	);
	expect(idsOf(await cancelMany({ filters: { commandId } }))).toEqual([old]);
});

it('cancels by instance, and only there', async () => {
	const filters = { instanceIds: 'ins-long0001' };
	const [first, second] = await cancelMany({ filters });
	expect([first.invocationId, second.invocationId]).toEqual([young, old]);
	expect([first.instanceIds, second.instanceIds]).toEqual([['ins-long0001'], ['ins-long0001']]);
	const rest = await cancelMany({ preview: true });
	expect(idsOf(rest)).toEqual([other, old]);
	expect(rest[1].instanceIds).toEqual(['ins-long0002']);
});

it('never touches what is over', async () => {
	expect(idsOf(await cancelMany({}))).not.toContain(finished);
});

it('refuses, as the preview does, when more match than the limit', async () => {
	for (const preview of [true, false]) {
		const requests = await stage.requestsDuring(async () => {
			await expect(cancelMany({ preview, limit: 2 })).rejects.toMatchObject({
				message: 'More than 2 invocations match, so nothing was cancelled',
				description: expect.stringContaining('raise Limit'),
			});
		});
		expect(requests.map(({ action }) => action)).toEqual(['DescribeInvocations']);
	}
	expect(await cancelMany({ limit: 3 })).toHaveLength(3);
});

it.each<[string, IDataObject, string]>([
	['a limit of nothing', { limit: '={{ 0 }}' }, 'Limit is 0'],
	['a limit below nothing', { limit: '={{ -5 }}' }, 'Limit is -5'],
	[
		'a window that ends before it starts',
		{ filters: { startedAfter: '2026-02-02T00:00:00Z', startedBefore: '2026-02-01T00:00:00Z' } },
		'Started After is not before Started Before',
	],
	['a date that is none', { filters: { startedBefore: 'yesterday' } }, 'which is not a date'],
	['an instance ID that is none', { filters: { instanceIds: 'i-0abc' } }, '"i-0abc"'],
])('sends nothing for %s', async (_what, parameters, message) => {
	const requests = await stage.requestsDuring(async () => {
		await expect(cancelMany(parameters)).rejects.toMatchObject({
			message: expect.stringContaining(message),
		});
	});
	expect(requests).toEqual([]);
});

it('links what it answers to the item that asked, and goes on after an item that failed', async () => {
	const { outputs } = await stage.tat(
		{ operation: 'cancelMany', preview: true, filters: { instanceIds: '={{ $json.id }}' } },
		{
			input: [{ id: 'ins-long0003' }, { id: 'wrong' }, { id: 'ins-long0002' }],
			onError: 'continueRegularOutput',
		},
	);
	expect(outputs[0].map(({ json, pairedItem }) => [json.invocationId, pairedItem])).toEqual([
		[other, { item: 0 }],
		[undefined, { item: 1 }],
		[old, { item: 2 }],
	]);
});

describe('an invocation whose tasks are not listed', () => {
	/** TAT that lists no tasks in invocations, nor by themselves where `nowhere`. */
	function unlisted(nowhere: boolean): void {
		stage.emulator.intercept = ({ action }) =>
			action === 'DescribeInvocations' || (nowhere && action === 'DescribeInvocationTasks')
				? {
						body: (answer) => {
							const { Response } = JSON.parse(answer) as { Response: Record<string, unknown> };
							for (const invocation of (Response.InvocationSet ?? []) as IDataObject[]) {
								invocation.InvocationTaskBasicInfoSet = [];
							}
							if (Response.InvocationTaskSet) {
								Object.assign(Response, { InvocationTaskSet: [], TotalCount: 0 });
							}
							return JSON.stringify({ Response });
						},
					}
				: undefined;
	}
	const waitForCompletion = false;

	it('is found by its tasks', async () => {
		unlisted(false);
		expect(idsOf(await cancelMany({ preview: true }))).toEqual([young, other, old]);
		const filters = { instanceIds: 'ins-long0002' };
		const answers = await cancelMany({ filters, waitForCompletion });
		expect(answers).toMatchObject([{ invocationId: old, instanceIds: ['ins-long0002'] }]);
	});

	it('is cancelled as a whole where no task is shown at all', async () => {
		unlisted(true);
		const answers = await cancelMany({ waitForCompletion });
		expect(idsOf(answers)).toEqual([young, other, old]);
		stage.emulator.intercept = undefined;
		expect(await cancelMany({ preview: true })).toEqual([]);
	});

	it('is left alone, not without a word, where it is not known whether it runs on the instances wanted', async () => {
		unlisted(true);
		const filters = { instanceIds: 'ins-long0002' };
		const answers = await cancelMany(
			{ filters, waitForCompletion },
			{ onError: 'continueRegularOutput' },
		);
		expect(answers.map(({ error }) => error)).toEqual(
			[young, other, old].map((id) =>
				expect.stringMatching(new RegExp(`^${id} is RUNNING, .+ so it was left alone$`)),
			),
		);
		stage.emulator.intercept = undefined;
		expect(await cancelMany({ preview: true })).toHaveLength(3);
	});
});

it('reads no further than where nothing can be unfinished any more', async () => {
	const invocations = stage.emulator.invocations as Invocation[];
	const [first] = invocations.filter(({ invocationId }) => invocationId === finished);
	// By the Date header, as clients do
	const createdAt = Date.now() - 49 * HOUR_MS;
	for (let count = 0; count < 6000; count++) {
		invocations.push({ ...first, invocationId: `inv-old${count}`, createdAt });
	}
	const requests = await stage.requestsDuring(async () => {
		expect(idsOf(await cancelMany({ preview: true }))).toEqual([young, other, old]);
	});
	expect(requests).toHaveLength(2);
});
