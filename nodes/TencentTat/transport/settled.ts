/** How a promise ended, as a value: for loops and tables of results, where one failure must not end the others. */
export type Settled<T> = { value: T } | { error: unknown };

export async function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
	return await promise.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}
