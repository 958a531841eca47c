import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startEmulator } from '../../emulator/server.mts';
import type { Emulator } from '../../emulator/server.mts';
import { startEngine } from '../../engine/engine.mts';
import type { Engine, WorkflowJson, WorkflowRun } from '../../engine/engine.mts';
import { nodesBase } from '../../engine/nodesBase.mts';

const FOLDER = join(process.cwd(), 'examples');
const examples = readdirSync(FOLDER).map(
	(file) =>
		[file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))] as [
			string,
			WorkflowJson & { name: string },
		],
);

let emulator: Emulator;
let engine: Engine;

/** What each example is there to show; a file without an entry fails. */
const SHOWS: Record<string, (run: WorkflowRun) => void> = {
	'cancel-on-alert.json': ({ nodes }) => {
		expect(Object.keys(nodes).at(-1)).toBe('Stopped');
		expect(nodes['Cancel Cleanup'][0].outputs[0][0].json).toMatchObject({
			outcome: 'terminated',
			counts: { terminated: 3 },
			tasks: Array(3).fill({ output: expect.stringContaining('cleaned up 1 of 600\n') }),
		});
	},
};

beforeAll(async () => {
	emulator = await startEmulator();
	const [{ secretId, secretKey }] = emulator.keys;
	engine = await startEngine({
		packages: [await nodesBase(), process.cwd()],
		credentials: {
			tencentCloudAccount: {
				name: 'Tencent Cloud account',
				type: 'tencentCloudApi',
				data: {
					secretId,
					secretKey,
					region: 'ap-guangzhou',
					endpoint: emulator.endpoint,
				},
			},
		},
	});
}, 120_000); // n8n's own nodes are fetched the first time

afterAll(async () => await emulator.stop());

it.each(examples)(
	'%s runs and shows what it is there for',
	async (file, workflow) => {
		const run = await engine.run(workflow);
		expect(run.error).toBeUndefined();
		SHOWS[file](run);
	},
	20_000,
);

it.each(examples)(
	'%s names its credential, and holds no secret and no pinned data',
	(_, workflow) => {
		for (const { type, credentials } of workflow.nodes) {
			if (type.startsWith('n8n-nodes-base.')) continue;
			expect(credentials).toEqual({
				tencentCloudApi: { id: 'tencentCloudAccount', name: 'Tencent Cloud account' },
			});
		}
		expect(JSON.stringify(workflow)).not.toMatch(/secretKey|sessionToken/);
		expect((workflow as { pinData?: object }).pinData ?? {}).toEqual({});
	},
);
