import { parseArgs } from 'node:util';
import { DEFAULT_REGION } from './regions.mts';
import { DEFAULT_ROLE } from './roles.mts';
import { instanceSpecs, startEmulator } from './server.mts';

const USAGE = `Usage: npm run emulator -- [--port 9600] [--instances 3] [--scripted 0] [--help]

  --port       port on 127.0.0.1
  --instances  instances that really run scripts with bash, on this machine, as you
  --scripted   instances that only pretend: each task runs for 30 seconds and succeeds`;

const SHOWN_IDS = 8;

const { port, instances, scripted } = readFlags();

try {
	const emulator = await startEmulator({
		port,
		instances: [
			...instanceSpecs('ins-demo', instances, 'bash'),
			...instanceSpecs('ins-fake', scripted, { deliverMs: 500, runMs: 30_000, cancelMs: 500 }),
		],
	});
	const [{ secretId, secretKey }] = emulator.keys;
	console.log(`Tencent Cloud TAT emulator

  endpoint   ${emulator.endpoint}
  SecretId   ${secretId}
  SecretKey  ${secretKey}
  role       ${DEFAULT_ROLE.arn}
  region     ${DEFAULT_REGION}
  instances  ${summary(emulator.instanceIds)}

Put these into a "Tencent Cloud API" credential (endpoint included). Ctrl-C stops it.`);

	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
	}
} catch (error) {
	const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
	const reason = inUse ? `Port ${port} is in use` : `Port ${port}: ${(error as Error).message}`;
	console.error(`${reason}. Choose another one with --port.`);
	process.exit(1);
}

function readFlags(): { port: number; instances: number; scripted: number } {
	try {
		const { values } = parseArgs({
			options: {
				port: { type: 'string', default: '9600' },
				instances: { type: 'string', default: '3' },
				scripted: { type: 'string', default: '0' },
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
