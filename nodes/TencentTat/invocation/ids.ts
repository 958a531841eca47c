import { InputError } from '../transport/TatError';

/** Instance IDs that one request takes. @see https://www.tencentcloud.com/document/api/1147/46703 */
export const MAX_CANCEL_INSTANCES = 100;
/** @see https://www.tencentcloud.com/document/api/1147/46704 (RunCommand) */
export const MAX_RUN_INSTANCES = 200;

/** Six to sixteen: lengths seen are 8 and 10, and none is promised. */
const TAIL = '[0-9a-z]{6,16}';
/** Form of an invocation ID, for the form in the editor as well. */
export const INVOCATION_ID = `inv-${TAIL}`;
const INVOCATION = new RegExp(`^${INVOCATION_ID}$`);
const COMMAND = new RegExp(`^cmd-${TAIL}$`);
const INSTANCE = new RegExp(`^(ins|lhins|rins)-${TAIL}$`);

const OTHER_IDS: ReadonlyArray<{ prefix: string; what: string }> = [
	{ prefix: 'invt-', what: 'the ID of one task (one instance) of an invocation' },
	{ prefix: 'cmd-', what: 'the ID of a command, not of one of its runs' },
	{ prefix: 'ivk-', what: 'the ID of an invoker (a schedule), not of one of its runs' },
	{ prefix: 'ins-', what: 'the ID of an instance' },
	{ prefix: 'lhins-', what: 'the ID of an instance' },
	{ prefix: 'rins-', what: 'the ID of an instance' },
];

/** @throws {InputError} for what is no invocation ID, saying what it is instead */
export function invocationId(value: unknown): string {
	const id = typeof value === 'string' ? value.trim() : '';
	if (INVOCATION.test(id)) return id;
	const hint =
		'Invocation IDs look like inv-ib2lld37. Choose one from the list, or use the invocationId that Run Command returns.';
	if (id === '') throw new InputError('No invocation ID is given', hint);
	const other = OTHER_IDS.find(({ prefix }) => id.startsWith(prefix));
	throw new InputError(
		other ? `"${id}" is ${other.what}` : `"${id}" is not an invocation ID`,
		hint,
	);
}

/** @throws {InputError} */
export function commandId(value: unknown): string {
	const id = typeof value === 'string' ? value.trim() : '';
	if (COMMAND.test(id)) return id;
	throw new InputError(`"${id}" is not a command ID`, 'Command IDs look like cmd-4wbcbcsa.');
}

/**
 * Instance IDs from what a person or an expression gives: text split on commas, semicolons and white space, JSON array
 * text, or an array. Trimmed, without empties and repetitions, in the order given.
 *
 * @throws {InputError} that names each one that is no instance ID, or the limit
 */
export function instanceIds(value: unknown, most = Infinity): string[] {
	const ids = [...new Set(listed(value))];
	const wrong = ids.filter((id) => !INSTANCE.test(id));
	if (wrong.length > 0) {
		throw new InputError(
			`Not ${wrong.length === 1 ? 'an instance ID' : 'instance IDs'}: ${wrong
				.slice(0, 5)
				.map((id) => `"${id}"`)
				.join(', ')}${wrong.length > 5 ? ` and ${wrong.length - 5} more` : ''}`,
			'Instance IDs look like ins-zcewfho0 (CVM), lhins-... (Lighthouse) or rins-... (managed). Separate them by commas, spaces or new lines.',
		);
	}
	if (ids.length > most) {
		throw new InputError(
			`${ids.length} instance IDs are given, and one request takes at most ${most}`,
			'Use several items.',
		);
	}
	return ids;
}

function listed(value: unknown): string[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value.flatMap(listed);
	const text = String(value).trim();
	if (text.startsWith('[')) {
		const parsed = jsonArray(text);
		if (parsed) return parsed.flatMap(listed);
	}
	return text.split(/[\s,;]+/).filter((part) => part !== '');
}

function jsonArray(text: string): unknown[] | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}
