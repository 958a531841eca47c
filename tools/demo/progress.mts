import type { NodeEvent } from '../../test/engine/engine.mts';

/** Prints a line as a node starts and another as it ends, each with the time since now. */
export function progressPrinter(print: (line: string) => void): (event: NodeEvent) => void {
	const start = performance.now();
	return (event) => {
		const seconds = ((performance.now() - start) / 1000).toFixed(2).padStart(6);
		print(`${seconds} s  ${event.phase === 'started' ? '▶' : sign(event.run)} ${event.node}`);
	};
}

function sign({ error }: { error?: unknown }): string {
	return error ? '✖' : '✔';
}
