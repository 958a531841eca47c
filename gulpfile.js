const { execFile } = require('node:child_process');
const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { promisify } = require('node:util');
const { build, transform } = require('esbuild');
const { dest, series, src } = require('gulp');

const run = promisify(execFile);

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function compile() {
	await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json']).catch(
		({ stdout }) => {
			throw new Error(`TypeScript found errors:\n${stdout}`);
		},
	);
}

/**
 * The node in one file instead of a hundred, which take longer to find and open than all the rest of loading it. What
 * the credential shares with it stays apart: there are keys and the clock in it, which are to be had once.
 */
async function bundle() {
	await rm('dist/nodes', { recursive: true, force: true });
	await build({
		entryPoints: ['nodes/TencentTat/TencentTat.node.ts'],
		outfile: 'dist/nodes/TencentTat/TencentTat.node.js',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'es2022',
		minify: true,
		external: ['n8n-workflow'],
		plugins: [{ name: 'shared with the credential', setup: leaveShared }],
	});
}

function leaveShared({ onResolve }) {
	onResolve({ filter: /^(\.\.\/)+(credentials|tencentcloud)\// }, ({ path }) => ({
		path: path.replace(/^(\.\.\/)+/, '../../'),
		external: true,
	}));
}

/** The files that stay apart, without what only people read. */
async function compact() {
	const folders = ['dist/credentials', 'dist/tencentcloud'];
	const files = await Promise.all(
		folders.map(async (folder) => (await readdir(folder)).map((name) => `${folder}/${name}`)),
	);
	await Promise.all(
		files.flat().map(async (file) => {
			const { code } = await transform(await readFile(file, 'utf8'), { minify: true });
			await writeFile(file, code);
		}),
	);
}

/** What n8n reads beside the code: icons and codex files. `encoding: false` keeps the bytes as they are. */
function copy() {
	return src('nodes/**/*.{svg,png,json}', { encoding: false }).pipe(dest('dist/nodes'));
}

exports.clean = clean;
exports.build = series(clean, compile, bundle, compact, copy);
exports.default = exports.build;
