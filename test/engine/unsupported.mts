/** For what n8n's server offers to its engine and nothing here needs. */
export function unsupported(what: string): never {
	throw new Error(`${what} is not part of this engine`);
}
