import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { IDataObject } from 'n8n-workflow';
import { instanceSpecs } from '../../emulator/server.mts';
import { byId } from '../engine/workflowJson.mts';
import { fromAI, tatTool, useTool } from './agent.mts';
import type { ToolUse } from './agent.mts';
import { editorOf } from './editor.mts';
import { n8nCli } from './n8nCli.mts';
import { N8N_VERSIONS } from './n8nInstall.mts';
import { startN8n } from './n8nServer.mts';
import type { N8nServer } from './n8nServer.mts';
import { LAST_WORD, startScriptedModel } from './scriptedModel.mts';
import type { ScriptedModel } from './scriptedModel.mts';
import { setStage } from './stage.mts';
import type { Stage } from './stage.mts';

const OUTPUT = 'cleaned up 1 of 600, 已清理\n';
const INSTANCES = ['ins-fake0001', 'ins-fake0002', 'ins-fake0003'];
/** About 400 tokens: what a model can be given after every call without a thought. */
const MANY_CHARACTERS = 1_500;

const RUN = tatTool('Run a script', {
	operation: 'runCommand',
	content: fromAI('script', 'Script for bash'),
	instanceIds: byId(fromAI('instanceIds', 'Where to run it, separated by commas')),
	waitForCompletion: false,
});

const CANCEL_PARAMETERS = {
	operation: 'cancel',
	invocationId: byId(fromAI('invocationId', 'What to stop, such as inv-ib2lld37')),
	instanceIds: byId(fromAI('instanceIds', 'Where to stop it; all for everywhere')),
	waitForCompletion: true,
};
const CANCEL = tatTool('Stop a script', CANCEL_PARAMETERS);

const LIST = tatTool('List runs', {
	operation: 'getAll',
	returnAll: false,
	limit: fromAI('limit', 'How many at most', 'number'),
});

for (const version of N8N_VERSIONS) {
	describe(`the node as a tool of an AI agent in n8n ${version}`, () => {
		let stage: Stage;
		let n8n: N8nServer;
		let model: ScriptedModel;
		let use: (tool: typeof CANCEL, toolArguments: object) => Promise<ToolUse>;

		before(async () => {
			model = await startScriptedModel();
			stage = await setStage(version, {
				instances: instanceSpecs('ins-fake', 3, { runMs: Infinity, output: OUTPUT }),
			});
			const credentials = [stage.credential, model.credential];
			await n8nCli(stage.installed, stage.userFolder).importCredentials(credentials);
			n8n = await startN8n(stage.installed, stage.userFolder);
			const editor = editorOf(n8n, stage.installed);
			use = async (...args) => await useTool(editor, model, ...args);
		});
		after(async () => {
			await n8n?.stop();
			await stage?.stop();
			model?.stop();
		});

		test('Run Command starts the script of the model, and gives it the ID', async () => {
			const { definition, result, output } = await use(RUN, {
				script: 'sleep 600',
				instanceIds: INSTANCES.join(', '),
			});
			assert.match(definition.description, /^Run command\b.* in Tencent .*TAT$/);
			assert.deepEqual(definition.parameters.properties, {
				script: { type: 'string', description: 'Script for bash' },
				instanceIds: { type: 'string', description: 'Where to run it, separated by commas' },
			});
			assert.deepEqual(sent('RunCommand'), {
				Content: Buffer.from('sleep 600').toString('base64'),
				InstanceIds: INSTANCES,
				Timeout: 60,
			});
			const [{ invocationId, instanceIds }] = JSON.parse(result);
			assert.match(invocationId, /^inv-/);
			assert.deepEqual(instanceIds, INSTANCES);
			assert.equal(output, LAST_WORD);
		});

		test('Cancel tells the model what it is for, and of nothing but the arguments left to it', async () => {
			const { definition } = await use(CANCEL, {
				invocationId: await startScript(),
				instanceIds: 'all',
			});
			const { name, description, parameters } = definition;
			assert.equal(name, 'Stop_a_script');
			assert.match(description, /^Cancel\b.* in Tencent .*TAT$/);
			assert.deepEqual(parameters.properties, {
				invocationId: { type: 'string', description: 'What to stop, such as inv-ib2lld37' },
				instanceIds: { type: 'string', description: 'Where to stop it; all for everywhere' },
			});
			assert.deepEqual(parameters.required, ['invocationId', 'instanceIds']);
		});

		test('a description set in the form is the one that the model reads', async () => {
			const described = { descriptionType: 'manual', toolDescription: 'Stops a clean-up' };
			const { definition } = await use(
				tatTool('Stop a clean-up', { ...CANCEL_PARAMETERS, ...described }),
				{ invocationId: await startScript(), instanceIds: 'all' },
			);
			assert.equal(definition.description, 'Stops a clean-up');
		});

		test('Cancel stops what the model names, and tells it in few words what became of it', async (context) => {
			const invocationId = await startScript();
			const { result, output } = await use(CANCEL, { invocationId, instanceIds: 'all' });
			assert.deepEqual(sent('CancelInvocation'), { InvocationId: invocationId });

			const [{ outcome, counts, finished, tasks }] = JSON.parse(result);
			assert.deepEqual({ outcome, finished }, { outcome: 'terminated', finished: true });
			assert.equal(counts.terminated, INSTANCES.length);
			assert.deepEqual(
				tasks.map((task: IDataObject) => [task.instanceId, task.statusAfter, task.output]),
				INSTANCES.map((instanceId) => [instanceId, 'TERMINATED', OUTPUT]),
			);
			assert.equal(output, LAST_WORD);
			context.diagnostic(`${result.length} characters for ${INSTANCES.length} instances`);
			assert.ok(result.length < MANY_CHARACTERS, result);
		});

		test('Cancel stops it nowhere when the model leaves out where', async () => {
			const invocationId = await startScript();
			const before = stage.emulator.requests.length;
			const { result } = await use(CANCEL, { invocationId, instanceIds: '' });
			const [{ error, details }] = JSON.parse(result);
			assert.match(error, /^Instance IDs is /);
			assert.match(details.hint, /the word all/);
			assert.equal(stage.emulator.requests.length, before);
		});

		test('Cancel stops it only where the model says', async () => {
			const invocationId = await startScript();
			const [, second] = INSTANCES;
			const { result } = await use(CANCEL, { invocationId, instanceIds: second });
			assert.deepEqual(sent('CancelInvocation'), {
				InvocationId: invocationId,
				InstanceIds: [second],
			});
			const [{ tasks }] = JSON.parse(result);
			assert.deepEqual(
				tasks.map(({ instanceId }: IDataObject) => instanceId),
				[second],
			);
		});

		test('the model is told what went wrong and what to do, and has the last word', async () => {
			const { result, output } = await use(CANCEL, {
				invocationId: 'inv-00000000',
				instanceIds: 'all',
			});
			const [{ error, details }] = JSON.parse(result);
			assert.match(error, /^Cancel of inv-00000000 .* there is no such invocation/);
			assert.match(details.hint, /^Check the ID and the region/);
			assert.equal(output, LAST_WORD);
		});

		test('the model is told what it has mixed up, and nothing is sent', async () => {
			const before = stage.emulator.requests.length;
			const { result } = await use(CANCEL, { invocationId: 'invt-00000000', instanceIds: 'all' });
			const [{ error, details }] = JSON.parse(result);
			assert.match(error, /"invt-00000000" is the ID of one task/);
			assert.match(details.hint, /look like inv-/);
			assert.equal(stage.emulator.requests.length, before);
		});

		test('Get Many lists as many as the model wants, newest first', async () => {
			await startScript();
			const newest = await startScript();
			const { definition, result } = await use(LIST, { limit: 1 });
			assert.match(definition.description, /^Get many\b.* in Tencent .*TAT$/);
			assert.deepEqual(definition.parameters.properties, {
				limit: { type: 'number', description: 'How many at most' },
			});
			const [{ invocationId, invocationStatus }, ...others] = JSON.parse(result);
			assert.deepEqual([invocationId, invocationStatus, others], [newest, 'RUNNING', []]);
		});

		test('nothing that the model was sent in all this has to do with the key', () => {
			assert.notEqual(model.requests.length, 0);
			const seen = JSON.stringify(model.requests);
			for (const { secretId, secretKey } of stage.emulator.keys) {
				assert.ok(!seen.includes(secretId));
				assert.ok(!seen.includes(secretKey));
			}
			assert.doesNotMatch(seen, /authorization|signature|TC3-HMAC/i);
		});

		async function startScript(): Promise<string> {
			const { result } = await use(RUN, { script: 'sleep 600', instanceIds: INSTANCES.join() });
			return JSON.parse(result)[0].invocationId;
		}

		/** The parameters of the last request for an action. */
		function sent(action: string) {
			return stage.emulator.requests.findLast((request) => request.action === action)?.params;
		}
	});
}
