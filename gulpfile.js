const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');
const { build } = require('esbuild');
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
		minifyWhitespace: true, // and no more: names are what a stack trace is read by
		lineLimit: 500,
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

/** What n8n reads beside the code: icons and codex files. `encoding: false` keeps the bytes as they are. */
function copy() {
	return src('nodes/**/*.{svg,png,json}', { encoding: false }).pipe(dest('dist/nodes'));
}

exports.clean = clean;
exports.build = series(clean, compile, bundle, copy);
exports.default = exports.build;
