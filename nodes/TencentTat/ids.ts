import { shown } from './transport/shown';
import { InputError } from './transport/TatError';

interface Kind {
	/** With its article. */
	name: string;
	/** Source of a regular expression for a whole ID; the form in the editor uses it too. */
	pattern: string;
	example: string;
	/** Where to get one. */
	source: string;
}

/** Six to sixteen: TAT uses 8 and 10, but does not promise a length. */
const TAIL = '[0-9a-z]{6,16}';
/** How deep lists of IDs may be nested. */
const LISTS_IN_LISTS = 5;

/** @see https://www.tencentcloud.com/document/product/1147/46043 (glossary); forms beyond the prefix are inferred */
export const ID_KINDS = {
	command: {
		name: 'a command ID',
		pattern: `cmd-${TAIL}`,
		example: 'cmd-4wbcbcsa',
		source: 'Choose a command from the list, or use the commandId that Create returns.',
	},
	instance: {
		name: 'an instance ID',
		pattern: `(ins|lhins|rins)-${TAIL}`,
		example: 'ins-zcewfho0 (CVM), lhins-... (Lighthouse) or rins-... (managed)',
		source: 'Separate them by commas, spaces or new lines.',
	},
	invocation: {
		name: 'an invocation ID',
		pattern: `inv-${TAIL}`,
		example: 'inv-ib2lld37',
		source: 'Choose one from the list, or use the invocationId that Run Command returns.',
	},
	invoker: {
		name: 'an invoker ID',
		pattern: `ivk-${TAIL}`,
		example: 'ivk-9wl0ku2i',
		source: 'Choose an invoker from the list, or use the invokerId that Create returns.',
	},
	managedInstance: {
		name: 'a managed instance ID',
		pattern: `rins-${TAIL}`,
		example: 'rins-gbq1w2x8',
		source:
			'Choose one from the list. Only machines enrolled with a registration code have such an ID.',
	},
	registrationCode: {
		name: 'a registration code ID',
		pattern: '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}',
		example: 'f4ff4ac0-4f4f-4a3b-9d0c-2f2b8b0e9d6c',
		source:
			'Choose one from the list, or use the registerCodeId that Create returns. It is not the code itself.',
	},
	scene: {
		name: 'a scene ID',
		pattern: `sc-${TAIL}`,
		example: 'sc-9wl0ku2i',
		source: 'Get Many of the resource Scene lists them.',
	},
	task: {
		name: 'a task ID',
		pattern: `invt-${TAIL}`,
		example: 'invt-jqb5ejvq',
		source: 'Get of an invocation lists its tasks.',
	},
} satisfies Record<string, Kind>;

export type IdKind = keyof typeof ID_KINDS;

/** Compiled once: a fleet has thousands of IDs. */
const WHOLE = Object.fromEntries(
	Object.entries(ID_KINDS).map(([kind, { pattern }]) => [kind, new RegExp(`^${pattern}$`)]),
) as Record<IdKind, RegExp>;

/** What an ID of the wrong kind is instead. */
const PREFIXES: Readonly<Record<string, string>> = {
	'cmd-': 'the ID of a command, not of one of its runs',
	'ins-': 'the ID of an instance',
	'inv-': 'the ID of an invocation (one run of a command)',
	'invt-': 'the ID of one task (one instance) of an invocation',
	'ivk-': 'the ID of an invoker (a schedule), not of one of its runs',
	'lhins-': 'the ID of an instance',
	'rins-': 'the ID of a managed instance',
	'sc-': 'the ID of a scene',
};

/** @throws {InputError} for anything but an ID of this kind, saying what it is instead */
export function idOf(kind: IdKind, value: unknown): string {
	const { name, source } = ID_KINDS[kind];
	const id = typeof value === 'string' ? value.trim() : '';
	if (isId(kind, id)) return id;
	if (id === '') throw noId(kind);
	const other = Object.keys(PREFIXES).find((prefix) => id.startsWith(prefix));
	throw new InputError(
		other && !ID_KINDS[kind].pattern.startsWith(other)
			? `${shown(id)} is ${PREFIXES[other]}`
			: `${shown(id)} is not ${name}`,
		`${looks(kind)} ${source}`,
	);
}

export function noId(kind: IdKind): InputError {
	const { name, source } = ID_KINDS[kind];
	return new InputError(`No ${withoutArticle(name)} is given`, `${looks(kind)} ${source}`);
}

/**
 * IDs from text split on commas, semicolons and white space, from JSON text of an array, or from an array. Trimmed, without
 * empty ones and duplicates, in the order given.
 *
 * @throws {InputError} that lists the ones that are not such IDs
 */
export function idsOf(kind: IdKind, value: unknown): string[] {
	const ids = [...new Set(textsIn(value))];
	const wrong = ids.filter((id) => !isId(kind, id));
	if (wrong.length === 0) return ids;
	const { name, source } = ID_KINDS[kind];
	const what = wrong.length === 1 ? name : `${withoutArticle(name)}s`;
	const first = wrong.slice(0, 5).map(shown);
	throw new InputError(
		`Not ${what}: ${first.join(', ')}${wrong.length > 5 ? ` and ${wrong.length - 5} more` : ''}`,
		`${looks(kind)} ${source}`,
	);
}

export function isId(kind: IdKind, text: string): boolean {
	return WHOLE[kind].test(text);
}

function looks(kind: IdKind): string {
	const { name, example } = ID_KINDS[kind];
	const plural = `${withoutArticle(name)}s`;
	return `${plural[0].toUpperCase()}${plural.slice(1)} look like ${example}.`;
}

function withoutArticle(name: string): string {
	return name.replace(/^an? /, '');
}

function textsIn(value: unknown): string[] {
	const parsed = typeof value === 'string' ? jsonArray(value.trim()) : undefined;
	return [parsed ?? value].flat(LISTS_IN_LISTS).flatMap(parts);
}

/** Other values than text become text that is not an ID, so that the error shows them. */
function parts(value: unknown): string[] {
	if (value === undefined || value === null) return [];
	if (typeof value !== 'string') return [shown(value)];
	return value.split(/[\s,;]+/).filter((part) => part !== '');
}

/** The array that JSON text contains; undefined for any other text. */
export function jsonArray(text: string): unknown[] | undefined {
	if (!text.startsWith('[')) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}
