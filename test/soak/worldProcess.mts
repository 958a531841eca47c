/** A process of its own for `world.mts`: prepares the tasks that are to be cancelled, then injects faults. */
import { on, once } from 'node:events';
import { FAULT_KINDS, faultLab, instanceSpecs, startEmulator } from '../../emulator/server.mts';
import type { Emulator, FaultLab, RecordedRequest } from '../../emulator/server.mts';
import { sdkClient } from '../sdk/client.mts';
import { manyKeys, PER_SECOND } from '../sdk/keys.mts';
import { startLongRun } from '../sdk/longRun.mts';
import { keyOf, QUICK_INSTANCES, quickInstance, REGIONS } from './world.mts';
import type { Book, Order, Start, Task, WorldOptions } from './world.mts';

/** One in so many invocations has many instances, which are cancelled by items of their own. */
const MANY_EVERY = 91;
const MANY = 10;
const KEYS = 5;
const LOOK_UP = /^DescribeInvocation(s|Tasks)$/;

// All of it goes with the process that wanted it.
process.once('disconnect', () => process.exit());
const [options] = (await once(process, 'message')) as [WorldOptions];
const sizes = sizesOf(options.tasks);
const burst = PER_SECOND * REGIONS.length;
const emulator = await startEmulator({
	keys: [
		...manyKeys('soak', KEYS),
		...manyKeys('hurried', 1),
		...manyKeys('prepare', Math.ceil(sizes.length / burst)),
	],
	instances: REGIONS.flatMap((region, index) =>
		[
			...instanceSpecs(`ins-long${index}`, MANY, { runMs: Infinity }),
			...instanceSpecs(quickInstance(index, 0).slice(0, -4), QUICK_INSTANCES, {}),
		].map((spec) => ({ ...spec, region })),
	),
});
const tasks = await prepare();
const prepared = { invocations: emulator.invocations.length, requests: emulator.requests.length };
const subject = subjects(emulator);
const usual = faultLab({ ...options, subject });
/** Most look-ups are refused, and of the others some take longer than they are waited for. */
const slow = faultLab({
	...options,
	rate: 1,
	kinds: ['rateLimit', 'rateLimit', 'rateLimit', 'slowDrip'],
	subject,
});
let order: Order | undefined;
emulator.intercept = (request) =>
	(order === 'slowLookUps' && LOOK_UP.test(request.action) ? slow : usual).intercept(request);
tell({
	endpoint: emulator.endpoint,
	keys: emulator.keys.slice(0, KEYS),
	hurriedKey: emulator.keys[KEYS],
	tasks,
});

for await (const [said] of on(process, 'message')) {
	order = said as Order;
	if (order === 'close') break;
}
tell(bookOf(emulator, [...usual.injected, ...slow.injected]));

function tell(message: Start | Book): void {
	process.send?.(message);
}

/** How many instances each invocation has, with `count` in all. */
function sizesOf(count: number): number[] {
	const sizes: number[] = [];
	for (let left = count; left > 0; left -= sizes[sizes.length - 1]) {
		sizes.push(sizes.length % MANY_EVERY === MANY_EVERY - 1 ? Math.min(MANY, left) : 1);
	}
	return sizes;
}

/** Starts what is to be cancelled; with each key as much as its rate takes at once. */
async function prepare(): Promise<Task[]> {
	const started: Task[] = [];
	for (let from = 0; from < sizes.length; from += burst) {
		const key = emulator.keys[KEYS + 1 + from / burst];
		const clients = REGIONS.map((region) =>
			sdkClient(emulator.endpoint, key, { region, keepAlive: true }),
		);
		const runs = sizes.slice(from, from + burst).map(async (size, index) => {
			const region = index % REGIONS.length;
			const instanceIds = instanceSpecs(`ins-long${region}`, size, {}).map(
				({ instanceId }) => instanceId,
			);
			const script = `task ${from + index}`;
			const invocationId = await startLongRun(clients[region], script, instanceIds);
			return instanceIds.map((instanceId) => ({
				invocationId,
				instanceId,
				region: REGIONS[region],
			}));
		});
		started.push(...(await Promise.all(runs)).flat());
	}
	return started;
}

/** Names requests by scripts, each of which is there once, in place of the IDs that differ from run to run. */
function subjects({ invocations }: Emulator): (request: RecordedRequest) => string {
	const names = new Map<string, string>();
	const nameOf = (id: string): string => {
		if (!names.has(id)) {
			for (const { invocationId, script, tasks } of invocations) {
				if (names.has(invocationId)) break;
				names.set(invocationId, script);
				for (const task of tasks) names.set(task.invocationTaskId, `${script} ${task.instanceId}`);
			}
		}
		return names.get(id) ?? id;
	};
	return ({ region, action, params }) =>
		`${region} ${action} ${JSON.stringify(params).replaceAll(/\binvt?-\w+/g, nameOf)}`;
}

function bookOf({ invocations, requests }: Emulator, injected: FaultLab['injected']): Book {
	const refusedByLab = new Set(
		injected.filter(({ kind }) => kind === 'rateLimit').map(({ request }) => request),
	);
	const ours = requests.slice(prepared.requests);
	const [runs, toBeCancelled] = [
		invocations.slice(0, -prepared.invocations),
		invocations.slice(-prepared.invocations),
	];
	return {
		cancelled: toBeCancelled.flatMap(({ invocationId, tasks }) =>
			tasks
				.filter(({ timeline }) => timeline.some(({ status }) => status === 'TERMINATED'))
				.map(({ instanceId }) => keyOf({ invocationId, instanceId })),
		),
		asked: askedOf(ours),
		runs: runs.map(({ script, invocationId }) => ({ script, invocationId })),
		requests: ours.length,
		refusals: ours.filter(
			(request) =>
				request.errorCode?.startsWith('RequestLimitExceeded') && !refusedByLab.has(request),
		).length,
		faults: FAULT_KINDS.map((kind) => injected.filter((fault) => fault.kind === kind))
			.filter((faults) => faults.length > 0)
			.map((faults) => ({
				kind: faults[0].kind,
				injected: faults.length,
				done: faults.filter(({ request }) => request.done).length,
			})),
	};
}

function askedOf(requests: RecordedRequest[]): Book['asked'] {
	const asked = new Map<string, number>();
	for (const { action, params, at } of requests) {
		if (action !== 'CancelInvocation') continue;
		const { InvocationId, InstanceIds } = params as { InvocationId: string; InstanceIds: string[] };
		for (const instanceId of InstanceIds) {
			const key = keyOf({ invocationId: InvocationId, instanceId });
			if (!asked.has(key)) asked.set(key, at);
		}
	}
	return [...asked];
}
