import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n-core, and the copy of n8n-workflow whose classes it uses. */
export interface Runtime {
	core: typeof import('n8n-core');
	workflow: typeof import('n8n-workflow');
}

interface Injector {
	Container: { get(service: unknown): unknown };
}

let loaded: Runtime | undefined;

/**
 * Loads n8n's engine, once per process, with nothing of the person's own n8n in it.
 * `require`, because `import` would bring a second, ES copy of n8n-workflow beside n8n-core's.
 */
export function loadRuntime(): Runtime {
	loaded ??= requireRuntime(createRequire(join(process.cwd(), 'package.json')));
	return loaded;
}

function requireRuntime(require: NodeJS.Require): Runtime {
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-engine-'));
	process.env.N8N_USER_FOLDER = userFolder;
	// What goes wrong is in the results. Set it to `debug` to see what n8n says meanwhile.
	process.env.N8N_LOG_LEVEL ??= 'silent';
	try {
		require('reflect-metadata');
		const core: Runtime['core'] = require('n8n-core');
		const requireFromCore = createRequire(require.resolve('n8n-core'));
		const injector: Injector = requireFromCore('@n8n/di');
		// Writes n8n's settings file now and keeps the settings, so that the folder can go at once.
		injector.Container.get(core.InstanceSettings);
		return { core, workflow: requireFromCore('n8n-workflow') };
	} finally {
		rmSync(userFolder, { recursive: true, force: true });
	}
}
