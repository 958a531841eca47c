const cleanUps = new Set<() => void>();

/**
 * Has `cleanUp` run when this process ends, on Ctrl-C and failures too. It cannot wait for anything.
 * The answer runs it earlier, and once.
 */
export function atExit(cleanUp: () => void): () => void {
	cleanUps.add(cleanUp);
	return () => {
		if (cleanUps.delete(cleanUp)) cleanUp();
	};
}

process.on('exit', () => {
	// What came last goes first: a process before the folder that it writes to
	for (const cleanUp of [...cleanUps].reverse()) cleanUp();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => process.exit(1));
}
