import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DEFAULT_REGION } from '../../emulator/regions.mts';
import { startEmulator, whereScriptsRun } from '../../emulator/server.mts';
import { startEngine } from '../../test/engine/engine.mts';
import { nodesBase } from '../../test/engine/nodesBase.mts';
import { picture } from '../../test/figures/picture.mts';
import workflow from '../../examples/cancel-on-alert.json' with { type: 'json' };
import { differences } from './expectation.mts';
import { progressPrinter } from './progress.mts';
import { nodesReport, tasksReport } from './report.mts';
import type { CancelledTask } from './report.mts';

/** What the example's clean-up prints first, and how long it takes, where scripts are not run. */
const STAND_IN = { runMs: 600_000, output: 'cleaned up 1 of 600\n' };

const { values } = parseArgs({
	options: {
		picture: { type: 'string' },
		'scripts-on-this-machine': { type: 'boolean', default: false },
	},
});
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
}

console.log('Starting the emulator and n8n’s engine ...');
const emulator = await startEmulator({
	scriptsOnThisMachine: values['scripts-on-this-machine'],
	standIn: STAND_IN,
});
console.log(`Scripts are ${whereScriptsRun(emulator.scriptHost)}`);
try {
	process.exitCode = await demonstrate();
} finally {
	await emulator.stop();
}

/** Runs the example against the emulator, prints what happened, and answers the exit code. */
async function demonstrate(): Promise<number> {
	const { endpoint, instanceIds } = emulator;
	const [{ secretId, secretKey }] = emulator.keys;
	const engine = await startEngine({
		packages: [await nodesBase(), process.cwd()],
		credentials: {
			tencentCloudAccount: {
				name: 'Tencent Cloud account',
				type: 'tencentCloudApi',
				data: { secretId, secretKey, region: DEFAULT_REGION, endpoint },
			},
		},
	});

	console.log(`\n"${workflow.name}" on ${instanceIds.join(', ')} behind ${endpoint}:\n`);
	const onNode = progressPrinter(console.log);
	const run = await engine.run(workflow, { onNode, signal: stop.signal });
	if (stop.signal.aborted) {
		console.log('\nStopped.');
		return 130;
	}

	const cancel = run.nodes['Cancel Cleanup']?.[0].outputs[0]?.[0]?.json;
	const tasks = (cancel?.tasks ?? []) as unknown as CancelledTask[];
	console.log(`\n${nodesReport(run)}\n`);
	if (tasks.length > 0) console.log(`${tasksReport(tasks)}\n`);
	if (values.picture) await writeFile(values.picture, picture(tasksReport(tasks)));

	const wrong = differences(run, tasks, instanceIds);
	console.log(
		wrong.length === 0
			? `As expected: the cleanup was terminated on ${tasks.length} instances.`
			: `Not as expected:\n${wrong.map((line) => `- ${line}`).join('\n')}`,
	);
	return wrong.length === 0 ? 0 : 1;
}
