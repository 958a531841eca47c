import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = join(process.cwd(), 'emulator/main.mts');

function start(...flags: string[]) {
	return spawn(process.execPath, [MAIN, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What it prints at its start, on a machine with no programs at all. */
async function startedWithout(...flags: string[]): Promise<string> {
	const env = { ...process.env, PATH: '/nowhere' };
	const child = spawn(process.execPath, [MAIN, '--port', '0', ...flags], { env });
	let output = '';
	for await (const chunk of child.stdout) {
		output += String(chunk);
		if (output.includes('Ctrl-C')) break;
	}
	child.kill('SIGINT');
	await once(child, 'exit');
	return output;
}

async function run(...flags: string[]) {
	const child = start(...flags);
	const [stdout, stderr, [code]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'exit') as Promise<[number]>,
	]);
	return { stdout, stderr, code };
}

it('says how to use it, and stops on Ctrl-C', async () => {
	const child = start('--port', '0', '--instances', '1', '--scripted', '2');
	let output = '';
	for await (const chunk of child.stdout) {
		output += String(chunk);
		if (output.includes('Ctrl-C')) break;
	}
	expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
	expect(output).toContain('emulator-secret-key');
	expect(output).toContain('ap-guangzhou');
	expect(output).toContain('ins-demo0001 ins-fake0001 ins-fake0002');
	child.kill('SIGINT');
	expect(await once(child, 'exit')).toEqual([0, null]);
});

it('says that scripts are refused where there is no sandbox, and how to allow them', async () => {
	const output = await startedWithout();
	expect(output).toMatch(
		/^ {2}scripts +not run: this machine offers no sandbox .*--scripts-on-this/m,
	);
});

it('says that scripts run on this machine when told to let them', async () => {
	const output = await startedWithout('--scripts-on-this-machine');
	expect(output).toMatch(/^ {2}scripts +run on this machine without a sandbox/m);
});

it('says nothing of scripts when no instance runs any', async () => {
	const output = await startedWithout('--instances', '0', '--scripted', '1');
	expect(output).not.toContain('scripts');
});

it('injects faults when asked to', async () => {
	const child = start('--port', '0', '--instances', '0', '--faults', '1', '--seed', '7');
	let output = '';
	for await (const chunk of child.stdout) {
		output += String(chunk);
		if (output.includes('Ctrl-C')) break;
	}
	expect(output).toContain('faults     1 of all requests, seed 7');
	const [endpoint] = output.match(/http:\S+/) ?? [];
	const headers = { 'X-TC-Action': 'DescribeRegions' };
	const codes = new Set<unknown>();
	for (let times = 0; times < 10; times++) {
		const answer = await fetch(String(endpoint), { method: 'POST', headers }).catch(
			() => undefined,
		);
		codes.add(answer?.status);
	}
	expect(codes.size).toBeGreaterThan(1);
	child.kill('SIGINT');
	await once(child, 'exit');
});

it('has help', async () => {
	expect(await run('--help')).toMatchObject({
		code: 0,
		stdout: expect.stringContaining('Usage:'),
		stderr: '',
	});
});

it.each([
	['an unknown flag', ['--nonsense']],
	['a port that is no number', ['--port', 'x']],
	['a port out of range', ['--port', '65536']],
	['a share above 1', ['--faults', '1.1']],
	['a seed that is no number', ['--seed', 'x']],
	['too many instances', ['--instances', '10000']],
])('answers %s with the usage and exit code 2', async (_, flags) => {
	expect(await run(...flags)).toMatchObject({
		code: 2,
		stdout: '',
		stderr: expect.stringContaining('Usage:'),
	});
});

it('says so when the port is in use', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const result = await run('--port', String(port));
	server.close();
	expect(result).toEqual({
		code: 1,
		stdout: '',
		stderr: `Port ${port} is in use. Choose another one with --port.\n`,
	});
});
