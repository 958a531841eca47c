import { Secrets } from '../../secrets/secrets.mts';

/** The secrets of the test file that runs. */
export const secrets = new Secrets();

const leaks: string[] = [];

/** Looks for secrets in something that comes out, and answers whether there are any. */
export function look(where: string, value: unknown): boolean {
	const found = secrets.in(value).map((leak) => `${where}: ${leak}`);
	leaks.push(...found);
	return found.length > 0;
}

/** What was found since the last time. */
export function takeLeaks(): string[] {
	return leaks.splice(0);
}

/** The same function, with all that it answers or throws looked at. */
export function watched<A extends unknown[], R>(
	where: string,
	act: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
	return async (...args) => {
		try {
			const answer = await act(...args);
			look(where, answer);
			return answer;
		} catch (error) {
			look(`${where}, thrown`, error);
			throw error;
		}
	};
}
