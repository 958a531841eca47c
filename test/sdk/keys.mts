import type { Key } from '../../emulator/server.mts';

/** Requests a second that each action takes from one key in one region. */
export const PER_SECOND = 20;

/** Keys of this name: the rate is counted for each by itself. */
export function manyKeys(name: string, count: number): Key[] {
	return Array.from({ length: count }, (_, index) => ({
		secretId: `${name}-${index}`,
		secretKey: `${name}-key-${index}`,
	}));
}
