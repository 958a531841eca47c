import { createHmac } from 'node:crypto';
import { join } from 'node:path';

import { startEmulator } from '../../../emulator/server.mts';
import type { Emulator } from '../../../emulator/server.mts';
import { startEngine } from '../../engine/engine.mts';
import type { Engine, NodeJson } from '../../engine/engine.mts';
import { Secrets } from '../../secrets/secrets.mts';
import { takeLeaks } from './watch.mts';

const TYPE = 'tencentCloudApi';
const KEY = { secretId: 'AKIDleaky', secretKey: 'a key/that="leaks"' };
const TOKEN = 'a token that leaks';

let emulator: Emulator;
let engine: Engine;

beforeAll(async () => {
	emulator = await startEmulator({ keys: [KEY] });
	const { endpoint } = emulator;
	const data = { ...KEY, region: 'ap-guangzhou', endpoint };
	engine = await startEngine({
		packages: [process.cwd(), join(process.cwd(), 'test/unit/secrets/leaky-package')],
		credentials: {
			leaky: { name: 'leaky', type: TYPE, data },
			temporary: { name: 'temporary', type: TYPE, data: { ...data, sessionToken: TOKEN } },
		},
	});
}, 60_000);

afterAll(async () => await emulator.stop());

const node = (type: string, parameters: object): NodeJson => ({
	name: 'Node',
	type,
	parameters,
	credentials: { [TYPE]: { id: 'leaky', name: 'leaky' } },
});

const run = async (json: NodeJson, input = {}) =>
	await engine.run({ nodes: [json], connections: {} }, { input: [input] });

/** What the watch over all tests has found. */
const leaks = () => takeLeaks().join('\n');

it.each([
	[
		'item',
		/^execution: a SecretKey at \.data\.resultData\.runData\.Node\.0\.data\.main\.0\.0\.json\.a\.0\.b$/m,
	],
	['nameInItem', /^execution: a SecretKey at .+\.json\.$/m],
	['encoded', /^stored execution: a SecretKey/m],
	['error', /^execution: a SecretKey at .+\.error\.message$/m],
	['description', /^execution: a SecretKey at .+\.error\.description$/m],
	['context', /^execution: a SecretKey at .+\.error\.context\.keys\.0\.1$/m],
	['hint', /^execution: a SecretKey at .+\.hints\.0\.message$/m],
	['log', /^log: a SecretKey/m],
	['proxiedLog', /^log: a SecretKey/m],
	['console', /^console: a SecretKey/m],
	['stdout', /^stdout: a SecretKey/m],
	['stderr', /^stderr: a SecretKey/m],
])('a secret that comes out as %s is found', async (way, where) => {
	await run(node('n8n-nodes-leaky.leaky', { way }));
	expect(leaks()).toMatch(where);
});

it('every kind of secret is found, and nothing where there is none', async () => {
	const regions = { resource: 'region', operation: 'getAll' };
	await run(node('n8n-nodes-tencent-tat.tencentTat', regions));
	expect(leaks()).toBe('');

	const authorization = String(emulator.requests[0].headers.authorization);
	const [, date] = /\/(\d{4}-\d\d-\d\d)\/tat\//.exec(authorization) ?? [];
	const [daily, , signing] = [date, 'tat', 'tc3_request'].reduce<Buffer[]>(
		(keys, step) => [
			...keys,
			createHmac('sha256', keys.at(-1) ?? `TC3${KEY.secretKey}`)
				.update(step)
				.digest(),
		],
		[],
	);
	for (const [text, what] of [
		[KEY.secretKey, 'a SecretKey'],
		[encodeURIComponent(KEY.secretKey), 'a SecretKey'],
		[TOKEN, 'a session token'],
		[authorization, 'a signature'],
		[daily.toString('hex'), 'a derived key'],
		[signing.toString('base64'), 'a derived key'],
	]) {
		const echo = { text: [text] };
		await run(node('n8n-nodes-leaky.leaky', { way: 'echo' }), echo);
		expect(leaks()).toMatch(new RegExp(`^execution: ${what} at .+\\.json\\.text\\.0$`, 'm'));
	}
});

it('what is thrown, and what a list or a credential test answers, is looked at', async () => {
	await expect(run({ ...node('nowhere.none', {}), name: KEY.secretKey })).rejects.toThrow();
	const form = { credentials: node('', {}).credentials, filter: KEY.secretKey };
	await expect(
		engine.listSearch('n8n-nodes-tencent-tat.tencentTat', `search${KEY.secretKey}`, form),
	).rejects.toThrow();
	expect(leaks()).toMatch(/^list search, thrown: a SecretKey at \.stack$/m);
});

it('a secret in the cause of an error is found, also where it does not show', () => {
	const secrets = new Secrets();
	secrets.knowKey(KEY.secretKey);
	const cause = Object.defineProperty(new Error('b'), 'config', { value: [KEY.secretKey] });
	expect(secrets.in(new Error('a', { cause }))).toEqual(['a SecretKey at .cause.config.0']);
});

it('a signature is found before the request that it signs has gone out', () => {
	const signed = `TC3-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=${'0a'.repeat(32)}`;
	expect(new Secrets().in([signed])).toEqual([expect.stringMatching(/^a signature at /)]);
	expect(new Secrets().in(['0a'.repeat(32)])).toEqual([]);
});

it('a secret that could stand in any sentence is not taken', () => {
	expect(() => new Secrets().knowKey('wrong')).toThrow('too short');
});
