import { execFileSync } from 'node:child_process';

const ROUNDS = 15;

/**
 * Milliseconds that loading the node adds to loading n8n-workflow: the quickest of several times, since whatever else the
 * machine does can only add to it.
 */
export function addedLoadTime(): number {
	const load = `new (require('./dist/nodes/TencentTat/TencentTat.node.js').TencentTat)()`;
	const times = Array.from({ length: ROUNDS }, () => loadTime(load, requiring(['n8n-workflow'])));
	return Math.min(...times);
}

/** Milliseconds that the script `load` takes in a fresh process that has run `before`. */
export function loadTime(load: string, before = ''): number {
	const script = `
		${before};
		const start = performance.now();
		${load};
		console.log(performance.now() - start);`;
	return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}

/** A script that loads these modules. */
export const requiring = (modules: readonly string[]): string =>
	modules.map((path) => `require(${JSON.stringify(path)})`).join('; ');
