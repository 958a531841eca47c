import { execFileSync } from 'node:child_process';

const ROUNDS = 9;

/** Milliseconds that loading the node adds to loading n8n-workflow: median of fresh processes. */
export function addedLoadTime(project: string): number {
	const nodeFile = './dist/nodes/TencentTat/TencentTat.node.js';
	const script = `
		require('n8n-workflow');
		const before = performance.now();
		new (require('${nodeFile}').TencentTat)();
		console.log(performance.now() - before);`;
	const times = Array.from({ length: ROUNDS }, () =>
		Number(execFileSync(process.execPath, ['-e', script], { cwd: project, encoding: 'utf8' })),
	);
	return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}
