/**
 * `npm run n8n`: a real n8n with this package, the emulator, a credential for it and the examples, for a person who just
 * wants to try. Ctrl-C ends all of it.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { whereScriptsRun } from '../../emulator/server.mts';
import { readExamples } from './examples.mts';
import { n8nCli } from './n8nCli.mts';
import { N8N_VERSIONS } from './n8nInstall.mts';
import type { N8nVersion } from './n8nInstall.mts';
import { OWNER, startN8n } from './n8nServer.mts';
import { setStage } from './stage.mts';

const USAGE = `Usage: npm run n8n -- [--n8n ${N8N_VERSIONS.join('|')}] [--port PORT] [--scripts-on-this-machine] [--help]

  --n8n   version of n8n; the first time, it is installed in your cache folder, which takes minutes
  --port  port of the editor on 127.0.0.1; any free one without it
  --scripts-on-this-machine
          where there is no sandbox for the scripts of ins-demo..., run them without one: they can do here what you can`;

const { version, port, scriptsOnThisMachine } = readFlags();

if (port !== undefined) await refuseTakenPort(port);
const stage = await setStage(version, { scriptsOnThisMachine });
console.log('Importing a credential and the examples ...');
const cli = n8nCli(stage.installed, stage.userFolder);
await cli.importCredentials([stage.credential]);
await cli.importWorkflows(readExamples());
console.log(`Starting n8n ${version} ...`);
const n8n = await startN8n(
	stage.installed,
	stage.userFolder,
	port === undefined ? {} : { N8N_PORT: port },
);

console.log(`
  editor     ${n8n.url}
  user       ${OWNER.email}
  password   ${OWNER.password}

It has the node Tencent TAT, the workflows of examples/, and the credential "${stage.credential.name}" for a local TAT:

  endpoint   ${stage.emulator.endpoint}
  instances  ${stage.emulator.instanceIds.join(' ')}
             (scripts on ins-demo... are ${whereScriptsRun(stage.emulator.scriptHost)})

Ctrl-C ends all of it.`);
// Not a failure: npm would print it as one
process.prependOnceListener('SIGINT', () => process.exit(0));

function readFlags(): { version: N8nVersion; port?: string; scriptsOnThisMachine: boolean } {
	try {
		const { values } = parseArgs({
			options: {
				n8n: { type: 'string', default: N8N_VERSIONS[0] },
				port: { type: 'string' },
				'scripts-on-this-machine': { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) {
			console.log(USAGE);
			process.exit(0);
		}
		const version = N8N_VERSIONS.find((known) => known === values.n8n);
		if (!version) throw new Error(`--n8n takes ${N8N_VERSIONS.join(' or ')}, not '${values.n8n}'`);
		if (values.port !== undefined && !isPort(values.port)) {
			throw new Error(`--port takes a number from 1 to 65535, not '${values.port}'`);
		}
		return { version, port: values.port, scriptsOnThisMachine: values['scripts-on-this-machine'] };
	} catch (error) {
		console.error(`${(error as Error).message}\n${USAGE}`);
		process.exit(2);
	}
}

function isPort(text: string): boolean {
	return /^[1-9]\d*$/.test(text) && Number(text) <= 65_535;
}

/** Whatever has it would be taken for the n8n that is started. */
async function refuseTakenPort(port: string): Promise<void> {
	try {
		const server = createServer().listen(Number(port), '127.0.0.1');
		await once(server, 'listening');
		server.close();
	} catch (error) {
		console.error(`Port ${port}: ${(error as Error).message}. Choose another one with --port.`);
		process.exit(1);
	}
}
