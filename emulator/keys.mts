import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.mts';

/** A key pair the emulator knows. */
export interface Key {
	secretId: string;
	secretKey: string;
	/** Makes it a temporary key: requests must carry this X-TC-Token. */
	token?: string;
	tokenExpired?: boolean;
	/** Actions CAM permits; all when absent. */
	allow?: string[];
}

/** The permanent keys, and the temporary ones that STS issues. These expire by `clock`. */
export class KeyRing {
	readonly #permanent: Key[];
	readonly #clock: Clock;
	readonly #issued = new Map<string, { key: Key; expires: number }>();

	constructor(permanent: Key[], clock: Clock) {
		this.#permanent = permanent;
		this.#clock = clock;
	}

	find(secretId: string): Key | undefined {
		const issued = this.#issued.get(secretId);
		if (issued === undefined) return this.#permanent.find((key) => key.secretId === secretId);
		return { ...issued.key, tokenExpired: issued.expires <= this.#clock.now() };
	}

	/** Makes a temporary key. `expires` in milliseconds of the clock. */
	issue(
		lifetimeSeconds: number,
		allow?: string[],
	): { key: Required<Pick<Key, 'token'>> & Key; expires: number } {
		const random = (bytes: number) => randomBytes(bytes).toString('hex');
		const key = { secretId: `AKID${random(16)}`, secretKey: random(16), token: random(64), allow };
		const expires = this.#clock.now() + lifetimeSeconds * 1000;
		this.#issued.set(key.secretId, { key, expires });
		return { key, expires };
	}
}
