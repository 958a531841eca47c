import { execFileSync } from 'node:child_process';

const ROUNDS = 15;

/**
 * Milliseconds that loading the node adds to loading n8n-workflow, in fresh processes: the quickest of them, since
 * whatever else the machine does can only add to it.
 */
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
	return Math.min(...times);
}
