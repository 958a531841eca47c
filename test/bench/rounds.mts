/**
 * Measures every contender once in each round, one after the other, so that whatever else the
 * machine does meets them all alike. Answers the figures of each, by round.
 */
export async function sideBySide<Name extends string>(
	rounds: number,
	contenders: Record<Name, () => number | Promise<number>>,
): Promise<Record<Name, number[]>> {
	const figures = {} as Record<Name, number[]>;
	for (let round = 0; round < rounds; round++) {
		for (const name of Object.keys(contenders) as Name[]) {
			(figures[name] ??= []).push(await contenders[name]());
		}
	}
	return figures;
}

export function median(values: number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** How many times `b` `a` is: the median of what it is in each round. */
export function medianRatio(a: number[], b: number[]): number {
	return median(a.map((value, round) => value / b[round]));
}

/** Milliseconds that `act` takes. */
export async function duration(act: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await act();
	return performance.now() - start;
}
