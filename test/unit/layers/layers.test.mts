import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROJECT = process.cwd();
const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
	scripts: { lint: string };
};
const [, checker, ...flags] = /\b(depcruise) (.+?)(?: &&|$)/.exec(scripts.lint) ?? [];

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'layers-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What `npm run lint` says of a project of these files; empty where it passes. */
function lint(files: Record<string, string>): string {
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
	const command = join(PROJECT, 'node_modules/.bin', checker);
	const args = flags.join(' ').replace('layers.config.js', join(PROJECT, 'layers.config.js'));
	const { status, stdout } = spawnSync(command, args.split(' '), { cwd: folder, encoding: 'utf8' });
	return status === 0 ? '' : stdout;
}

test('imports along the layers pass', () => {
	const found = lint({
		'nodes/TencentTat/transport/tat.ts': 'export type Tat = object;',
		'nodes/TencentTat/actions/operation.ts':
			"import type { Tat } from '../transport/tat';\nexport type Operation = Tat;",
	});
	expect(found).toBe('');
});

test('imports against the layers are errors, of types too, and so are cycles', () => {
	const found = lint({
		'nodes/TencentTat/transport/tat.ts': "export type { Operation } from '../actions/operation';",
		'nodes/TencentTat/actions/operation.ts': 'export type Operation = object;',
		'tencentcloud/response.ts': "export { now } from '../emulator/clock.mts';",
		'tencentcloud/clock.ts': 'export const now = 0;',
		'tencentcloud/faults.ts': "export type { INode } from 'n8n-workflow';",
		'emulator/clock.mts': "export { now } from '../tencentcloud/clock.ts';",
		'emulator/commands.mts': "export { b } from './invocations.mts';\nexport type A = number;",
		'emulator/invocations.mts': "import type { A } from './commands.mts';\nexport const b: A = 1;",
		'tools/new/main.mts': "import 'node:fs';",
	});
	const errors = found.split(/^\s*error /m).slice(1);
	expect(
		errors
			.map((error) =>
				error
					.replace(/\s+/g, ' ')
					.replace(/ x \d.*/, '')
					.trim(),
			)
			.sort(),
	).toEqual([
		'cycle: emulator/commands.mts → emulator/invocations.mts → emulator/commands.mts',
		'layers: emulator may import nothing else: emulator/clock.mts → tencentcloud/clock.ts',
		'layers: layers.config.js says nothing of this folder: tools/new/main.mts → fs',
		'layers: nodes/TencentTat/transport may import tencentcloud, credentials: nodes/TencentTat/transport/tat.ts → nodes/TencentTat/actions/operation.ts',
		'layers: tencentcloud may import nothing else: tencentcloud/response.ts → emulator/clock.mts',
		'layers: what TAT means is put without n8n: tencentcloud/faults.ts → n8n-workflow',
	]);
});
