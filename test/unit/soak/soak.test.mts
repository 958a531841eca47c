import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MAIN = join(process.cwd(), 'test/soak/main.mts');
const LIMIT_MS = 120_000;

interface Ended {
	code: number;
	stdout: string;
	stderr: string;
}

async function soak(...flags: string[]): Promise<Ended> {
	const ended = promisify(execFile)(process.execPath, [MAIN, ...flags]);
	return await ended.then(
		(output) => ({ code: 0, ...output }),
		(error: Ended) => error,
	);
}

it(
	'loses, doubles and invents nothing while every fifth request fails',
	async () => {
		const { code, stdout } = await soak('--cancels', '500', '--runs', '100', '--seed', '7');
		expect(stdout).not.toContain('MISSED');
		expect(code).toBe(0);
		expect(stdout).toContain('--seed 7');
		const figure = (what: string) => Number(new RegExp(`${what} +([\\d,]+)`).exec(stdout)?.[1]);
		expect(figure('cancels accepted')).toBeGreaterThan(450);
		expect(figure('runs started')).toBeGreaterThan(60);
		expect(figure('of which')).toBeGreaterThan(100);
	},
	LIMIT_MS,
);

it('says which option is wrong', async () => {
	expect(await soak('--rate', 'many')).toMatchObject({
		code: 2,
		stderr: expect.stringContaining("--rate must be a number, not 'many'"),
	});
});
