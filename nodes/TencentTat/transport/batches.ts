/** Requests under way at a time. Their rate is kept elsewhere; this only bounds what a slow service piles up. */
const MOST_AT_A_TIME = 100;

/** `things` in portions of at most `size`. */
export function portions<T>(things: readonly T[], size: number): T[][] {
	const count = Math.ceil(things.length / size);
	return Array.from({ length: count }, (_, index) =>
		things.slice(index * size, (index + 1) * size),
	);
}

/** `act` done to each, several at a time. The answers are in the order of `things`; rejects with the first failure. */
export async function eachOf<T, R>(
	things: readonly T[],
	act: (thing: T) => Promise<R>,
): Promise<R[]> {
	const answers: R[] = [];
	const left = things.entries();
	const worker = async () => {
		for (const [index, thing] of left) answers[index] = await act(thing);
	};
	await Promise.all(Array.from({ length: Math.min(MOST_AT_A_TIME, things.length) }, worker));
	return answers;
}
