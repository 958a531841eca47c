import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodesBase } from '../../engine/nodesBase.mts';
import { START_MS } from '../nodes/stage.mts';

it(
	'shows what is expected where there is no sandbox, and runs no script there',
	async () => {
		// The demo cannot fetch them without a PATH
		await nodesBase();
		const main = join(process.cwd(), 'tools/demo/main.mts');
		const env = { ...process.env, PATH: '/nowhere' };
		const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
		const exit = once(child, 'exit');
		const output = (await child.stdout.toArray()).join('');
		expect(output).toContain('Scripts are not run: this machine offers no sandbox');
		expect(output).toContain('As expected: the cleanup was terminated on 3 instances.');
		// A script that really ran would have got further in three seconds
		expect(output).not.toContain('cleaned up 2 of 600');
		expect(await exit).toEqual([0, null]);
	},
	START_MS,
);
