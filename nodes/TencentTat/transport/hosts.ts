/** By step. */
const hosts = new WeakMap<object, Set<string>>();

/** Takes note that the step of `context` sends requests to `host`. */
export function noteHost(context: object, host: string): void {
	const known = hosts.get(context) ?? new Set();
	hosts.set(context, known.add(host));
}

/** The hosts that a step sends requests to. */
export function hostsOf(context: object): string[] {
	return [...(hosts.get(context) ?? [])];
}
