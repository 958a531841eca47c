const MOST_CHARACTERS = 200;

/** A value as messages show it: what was given, however odd or long that is. */
export function shown(value: unknown): string {
	const text = ['object', 'string'].includes(typeof value) ? json(value) : String(value);
	return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text;
}

function json(value: unknown): string {
	try {
		return JSON.stringify(value) ?? 'an object';
	} catch {
		return 'an object';
	}
}
