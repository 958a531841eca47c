/**
 * For every test file: whatever comes out of n8n's engine is searched for the secrets in use, and a test that lets one
 * out fails. What comes out are the execution as n8n's server would store it, answers and errors of runs, list searches
 * and credential tests, and all that n8n logs or anything prints.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createRequire } from 'node:module';
import type { ICredentialDataDecryptedObject, IRun } from 'n8n-workflow';

import type { Key } from '../../../emulator/keys.mts';
import type { Engine, EngineOptions } from '../../engine/engine.mts';
import type { Runtime } from '../../engine/runtime.mts';
import type * as Watch from './watch.mts';

const { look, secrets, takeLeaks } = jest.requireActual<typeof Watch>('./watch.mts');
const SENT = 'http.client.request.start';
const LOGGED = ['debug', 'error', 'info', 'log', 'warn'] as const;

function mockKnown(data: Partial<Record<string, unknown>>): void {
	const { secretKey, sessionToken } = data;
	const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
	if (text(secretKey)) secrets.knowKey(text(secretKey));
	if (text(sessionToken)) secrets.knowToken(text(sessionToken));
}

function mockLook(where: string, value: unknown): void {
	look(where, value);
}

jest.mock('../../../emulator/keys.mts', () => {
	const actual = jest.requireActual('../../../emulator/keys.mts');
	return {
		...actual,
		KeyRing: class extends actual.KeyRing {
			find(secretId: string): Key | undefined {
				const key = super.find(secretId) as Key | undefined;
				mockKnown({ secretKey: key?.secretKey, sessionToken: key?.token });
				return key;
			}
		},
	};
});

jest.mock('../../engine/engine.mts', () => {
	const actual = jest.requireActual('../../engine/engine.mts');
	const { watched } = jest.requireActual<typeof Watch>('./watch.mts');
	return {
		...actual,
		startEngine: async (options: EngineOptions): Promise<Engine> => {
			for (const { type, data } of Object.values(options.credentials ?? {})) {
				if (type === 'tencentCloudApi') mockKnown(data);
			}
			const engine: Engine = await actual.startEngine(options);
			const test = async (type: string, data: ICredentialDataDecryptedObject) => {
				if (type === 'tencentCloudApi') mockKnown(data);
				return await engine.testCredential(type, data);
			};
			return {
				context: engine.context,
				listSearch: watched('list search', engine.listSearch),
				loadOptions: watched('options', engine.loadOptions),
				resourceMapping: watched('resource mapping', engine.resourceMapping),
				run: watched('run', engine.run),
				testCredential: watched('credential test', test),
			};
		},
	};
});

jest.mock('../../engine/runtime.mts', () => {
	const actual = jest.requireActual('../../engine/runtime.mts');
	let seen: Runtime | undefined;
	return {
		loadRuntime: (): Runtime => {
			seen ??= mockWatched(actual.loadRuntime());
			return seen;
		},
	};
});

/** What n8n's server is given when an execution ends, as it is and as it is stored; and what n8n logs. */
function mockWatched(runtime: Runtime): Runtime {
	const requireFromCore = createRequire(require.resolve('n8n-core'));
	const { stringify } = requireFromCore('flatted') as { stringify(value: unknown): string };
	const { Logger } = requireFromCore('@n8n/backend-common');
	const hooks = runtime.core.ExecutionLifecycleHooks.prototype;

	const runHook = hooks.runHook;
	hooks.runHook = async function (name, parameters) {
		if (name === 'workflowExecuteAfter') {
			const [run] = parameters as unknown as [IRun];
			mockLook('execution', run);
			mockLook('stored execution', stringify(run.data));
		}
		return await runHook.call(this, name, parameters);
	};
	const log = Logger.prototype.log;
	Logger.prototype.log = function (...line: unknown[]) {
		mockLook('log', line);
		return log.apply(this, line);
	};
	const proxied = (...line: unknown[]) => mockLook('log', line);
	runtime.workflow.LoggerProxy.init({
		debug: proxied,
		error: proxied,
		info: proxied,
		warn: proxied,
	});
	return runtime;
}

function onSent(message: unknown): void {
	const { request } = message as { request: ClientRequest };
	secrets.knowAuthorization(String(request.getHeader('authorization') ?? ''));
}

function failOnLeaks(): void {
	const leaks = takeLeaks();
	if (leaks.length > 0) throw new Error(`Secrets came out:\n${leaks.join('\n')}`);
}

/** What writes past the console. Answers how to end it, as jest writes there too. */
function watchStream(name: 'stdout' | 'stderr'): () => void {
	const stream = process[name];
	const write = stream.write as (...written: unknown[]) => boolean;
	stream.write = (...written: unknown[]) => look(name, written[0]) || write.apply(stream, written);
	return () => {
		stream.write = write;
	};
}

let unwatch: Array<() => void> = [];

beforeAll(() => {
	subscribe(SENT, onSent);
	unwatch = [watchStream('stdout'), watchStream('stderr')];
	for (const method of LOGGED) {
		const print = console[method];
		console[method] = (...line: unknown[]) => {
			if (!look('console', line)) print.apply(console, line);
		};
	}
});
afterEach(failOnLeaks);
afterAll(() => {
	unsubscribe(SENT, onSent);
	for (const end of unwatch) end();
	failOnLeaks();
});
