import { randomInt } from 'node:crypto';

/** A new ID such as `inv-` and ten of [0-9a-z]. */
export function newId(prefix: string, length: number): string {
	return prefix + Array.from({ length }, () => randomInt(36).toString(36)).join('');
}
