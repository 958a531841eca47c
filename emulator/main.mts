import { parseArgs } from 'node:util';
import { DEFAULT_REGION } from './regions.mts';
import { DEFAULT_ROLE } from './roles.mts';
import { faultLab, instanceSpecs, startEmulator, whereScriptsRun } from './server.mts';

const USAGE = `Usage: npm run emulator -- [--port 9600] [--instances 3] [--scripted 0]
                              [--faults 0] [--seed 1] [--scripts-on-this-machine] [--help]

  --port       port on 127.0.0.1
  --instances  instances that really run scripts with bash, each in a sandbox: it sees this machine's programs, and none of
               its other files, processes and networks
  --scripted   instances that only pretend: each task runs for 30 seconds and succeeds
  --faults     share of the requests that a fault meets, such as 0.2: resets, HTTP 503, damaged responses, ...
  --seed       the same seed draws the same faults
  --scripts-on-this-machine
               where neither unshare nor bubblewrap gives a sandbox, run scripts without one: they can do here whatever you can.
               Otherwise scripts are refused there, and instances that only pretend take the place of the others`;

const SHOWN_IDS = 8;

const { port, instances, scripted, faults, seed, scriptsOnThisMachine } = readFlags();

try {
	const emulator = await startEmulator({
		port,
		scriptsOnThisMachine,
		instances: [
			...instanceSpecs('ins-demo', instances, 'bash'),
			...instanceSpecs('ins-fake', scripted, { deliverMs: 500, runMs: 30_000, cancelMs: 500 }),
		],
	});
	// Before printing the lines below, which say that Ctrl-C works
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
	}
	if (faults > 0) emulator.intercept = faultLab({ seed, rate: faults }).intercept;
	const [{ secretId, secretKey }] = emulator.keys;
	const lines = [
		['endpoint', emulator.endpoint],
		['SecretId', secretId],
		['SecretKey', secretKey],
		['role', DEFAULT_ROLE.arn],
		['region', DEFAULT_REGION],
		['instances', summary(emulator.instanceIds)],
		...(instances > 0 ? [['scripts', whereScriptsRun(emulator.scriptHost)]] : []),
		...(faults > 0 ? [['faults', `${faults} of all requests, seed ${seed}`]] : []),
	];
	console.log(`Tencent Cloud TAT emulator

${lines.map(([name, value]) => `  ${name.padEnd(10)} ${value}`).join('\n')}

Put these into a "Tencent Cloud API" credential (endpoint included). Ctrl-C stops it.`);
} catch (error) {
	const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
	const reason = inUse ? `Port ${port} is in use` : `Port ${port}: ${(error as Error).message}`;
	console.error(`${reason}. Choose another one with --port.`);
	process.exit(1);
}

function readFlags() {
	try {
		const { values } = parseArgs({
			options: {
				port: { type: 'string', default: '9600' },
				instances: { type: 'string', default: '3' },
				scripted: { type: 'string', default: '0' },
				faults: { type: 'string', default: '0' },
				seed: { type: 'string', default: '1' },
				'scripts-on-this-machine': { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) {
			console.log(USAGE);
			process.exit(0);
		}
		return {
			port: wholeNumber('port', values.port, 65_535),
			instances: wholeNumber('instances', values.instances, 9999),
			scripted: wholeNumber('scripted', values.scripted, 9999),
			faults: share('faults', values.faults),
			seed: wholeNumber('seed', values.seed, 2 ** 32 - 1),
			scriptsOnThisMachine: values['scripts-on-this-machine'],
		};
	} catch (error) {
		console.error(`${(error as Error).message}\n${USAGE}`);
		process.exit(2);
	}
}

function summary(ids: string[]): string {
	const rest = ids.length - SHOWN_IDS;
	return ids.slice(0, SHOWN_IDS).join(' ') + (rest > 0 ? ` and ${rest} more` : '');
}

function wholeNumber(flag: string, text: string, maximum: number): number {
	if (/^\d+$/.test(text) && Number(text) <= maximum) return Number(text);
	throw new Error(`--${flag} must be a whole number from 0 to ${maximum}, not '${text}'`);
}

function share(flag: string, text: string): number {
	if (/^(0|1|0?\.\d+)$/.test(text)) return Number(text);
	throw new Error(`--${flag} must be a number from 0 to 1, not '${text}'`);
}
