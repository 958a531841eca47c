import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 250;
const LIMIT_MS = 120_000;

/** Looks until there is something to see, and answers it. Rejects when that takes too long. */
export async function poll<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
	const limit = Date.now() + LIMIT_MS;
	while (Date.now() < limit) {
		const seen = await look();
		if (seen !== undefined) return seen;
		await sleep(PAUSE_MS);
	}
	throw new Error(`Waited ${LIMIT_MS / 1000} s for ${what}`);
}
