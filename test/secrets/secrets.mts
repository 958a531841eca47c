import { createHmac } from 'node:crypto';

import { parseAuthorization } from '../../emulator/signature.mts';

/** A shorter one could stand in any sentence. */
const SHORTEST = 8;
const HEXADECIMAL = /[0-9a-f]{64}/gi;

/** Secrets in use, and the search for them in all that must not hold one. */
export class Secrets {
	/** By how they may be written: what they are. */
	readonly #written = new Map<string, string>();
	/** Signatures and derived keys in hexadecimal: many, and all of one form. */
	readonly #hexadecimal = new Map<string, string>();
	readonly #keys = new Set<string>();
	readonly #scopes = new Set<string>();

	/** A SecretKey. @throws for one that cannot be told from ordinary text */
	knowKey(secretKey: string): void {
		if (this.#keys.has(secretKey)) return;
		this.#know('a SecretKey', secretKey);
		this.#keys.add(secretKey);
		for (const scope of this.#scopes) this.#derive(secretKey, scope);
	}

	/** A session token. @throws as `knowKey` */
	knowToken(token: string): void {
		this.#know('a session token', token);
	}

	/** What signs a request. */
	knowAuthorization(header: string): void {
		const authorization = parseAuthorization(header);
		if (authorization === undefined) return;
		this.#hexadecimal.set(authorization.signature, 'a signature');
		const scope = `${authorization.date}/${authorization.service}`;
		if (this.#scopes.has(scope)) return;
		this.#scopes.add(scope);
		for (const key of this.#keys) this.#derive(key, scope);
	}

	/** Where in `value` there are secrets, and which: everywhere that code can get to from it. */
	in(value: unknown): string[] {
		return [...textsIn(value)].flatMap(([path, text]) =>
			this.#inText(text).map((what) => `${what} at ${path || 'the top'}`),
		);
	}

	#inText(text: string): string[] {
		const written = [...this.#written].filter(([secret]) => text.includes(secret));
		// Known or not: what signs a request that has not gone out yet (n8n writes its own with a small s).
		const signing = /Signature=[0-9a-f]{64}/.test(text) ? ['a signature'] : [];
		const hexadecimal = [...text.matchAll(HEXADECIMAL)].flatMap(
			([found]) => this.#hexadecimal.get(found.toLowerCase()) ?? [],
		);
		return [...new Set([...written.map(([, what]) => what), ...signing, ...hexadecimal])];
	}

	#know(what: string, secret: string): void {
		if (secret.length < SHORTEST) throw new Error(`${what} is too short to be looked for`);
		const bytes = Buffer.from(secret);
		const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
		for (const form of [...forms, base64(bytes), bytes.toString('hex')]) {
			this.#written.set(form, what);
		}
	}

	/** The keys on the way to a signature. @see https://www.tencentcloud.com/document/api/1147/46697 */
	#derive(secretKey: string, scope: string): void {
		let key: Buffer | string = `TC3${secretKey}`;
		for (const step of [...scope.split('/'), 'tc3_request']) {
			key = createHmac('sha256', key).update(step).digest();
			this.#hexadecimal.set(key.toString('hex'), 'a derived key');
			this.#written.set(base64(key), 'a derived key');
		}
	}
}

/** Without what may follow it in a longer text. */
function base64(bytes: Buffer): string {
	return bytes.toString('base64').replace(/.?=*$/, '');
}

/** Every text in a value with where it is: names of fields, what does not show, causes of errors. */
function* textsIn(
	value: unknown,
	path = '',
	seen = new Set<unknown>(),
): Generator<[path: string, text: string]> {
	if (typeof value === 'string') yield [path, value];
	if (typeof value !== 'object' || value === null || seen.has(value)) return;
	seen.add(value);
	if (value instanceof Uint8Array) {
		yield [path, Buffer.from(value).toString('latin1')];
		return;
	}
	if (value instanceof Map || value instanceof Set) yield* textsIn([...value], path, seen);
	for (const key of Reflect.ownKeys(value)) {
		yield [`${path}.`, String(key)];
		yield* textsIn(read(value, key), `${path}.${String(key)}`, seen);
	}
}

function read(value: object, key: string | symbol): unknown {
	try {
		return Reflect.get(value, key);
	} catch {
		return undefined;
	}
}
