import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { idOf, idsOf, noId, type IdKind } from '../ids';
import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import { choiceOf, choicesOf } from './choices';
import { flagOf } from './flags';
import { instant } from './instant';
import { numberOf } from './numbers';
import { isObject, rowsOf, type Row } from './rows';
import { textOf } from './text';

/** The values of fields. */
interface Filled {
	has(name: string): boolean;
	/** As filled in, or as returned by an expression. */
	value(name: string): unknown;
	/** As stored in the node, where an expression begins with "=". */
	raw(name: string): unknown;
}

/**
 * Which empty texts and lists a group of fields accepts: any, those that a person left empty in the form, or none. An empty
 * value often means all, or the most powerful choice: only a person may say that, never an expression that failed.
 */
type Empties = 'any' | 'typed' | 'none';

/** Fields with their values. Each is read as its description says; an error names the field. */
export class Fields<Absent extends undefined = never> {
	private readonly descriptions: ReadonlyMap<string, INodeProperties>;
	private readonly filled: Filled;
	private readonly empties: Empties;

	constructor(
		descriptions: ReadonlyMap<string, INodeProperties>,
		filled: Filled,
		empties: Empties,
	) {
		this.descriptions = descriptions;
		this.filled = filled;
		this.empties = empties;
	}

	/** Whether a field of a collection was added to it. */
	has(name: string): boolean {
		return this.descriptions.has(name) && this.filled.has(name);
	}

	/** Whether any field was added. */
	get some(): boolean {
		return [...this.descriptions.keys()].some((name) => this.has(name));
	}

	/** On or off. @throws {InputError} */
	flag(name: string): boolean | Absent {
		return this.read(name, flagOf);
	}

	/** @throws {InputError} */
	number(name: string): number | Absent {
		return this.read(name, numberOf);
	}

	/** One of the values that the field offers. @throws {InputError} */
	choice(name: string): string | Absent {
		return this.read(name, choiceOf);
	}

	/** Some of the values that the field offers. @throws {InputError} */
	choices(name: string): string[] | Absent {
		return this.read(name, (value, field) => {
			const chosen = choicesOf(value, field);
			if (chosen.length === 0 && this.empties === 'none') throw nothing(field);
			return chosen;
		});
	}

	/** @throws {InputError} */
	text(name: string): string | Absent {
		return this.read(name, (value, field) => {
			const text = textOf(value, field.displayName);
			if (text.trim() !== '' || this.empties === 'any') return text;
			if (this.empties === 'typed' && !isExpression(this.filled.raw(name))) return text;
			throw nothing(field);
		});
	}

	/** Milliseconds since the epoch. @throws {InputError} */
	instant(name: string, timezone: string): number | Absent {
		return this.read(name, (value, { displayName }) => instant(value, displayName, timezone));
	}

	/** @throws {InputError} */
	id(kind: IdKind, name = `${kind}Id`): string | Absent {
		return this.read(name, (value) => idOf(kind, value));
	}

	/** At least one ID. @throws {InputError} */
	ids(kind: IdKind, name: string): string[] | Absent {
		return this.read(name, (value, field) => {
			const ids = idsOf(kind, value);
			if (ids.length === 0) throw this.empties === 'any' ? noId(kind) : nothing(field);
			return ids;
		});
	}

	/** An ID; `all` where a person left the field empty, or an expression returns just that word. @throws {InputError} */
	idOrAll(kind: IdKind, name = `${kind}Id`): string | Absent {
		const ids = this.idsOrAll(kind, name);
		return ids === 'all' || ids === undefined ? ids : this.id(kind, name);
	}

	/** The same for several IDs. @throws {InputError} */
	idsOrAll(kind: IdKind, name: string): 'all' | string[] | Absent {
		return this.read(name, (value, { displayName }) => {
			if (isAll(value) || isLeftEmpty(this.filled.raw(name))) return 'all';
			const ids = idsOf(kind, value);
			if (ids.length > 0) return ids;
			throw new InputError(
				`${displayName} is ${shown(value)}, which names no ID`,
				'Give at least one ID. To mean all, leave the field empty in the form, as fixed text and not as an expression, or have the expression return the word all.',
			);
		});
	}

	/** @throws {InputError} */
	rows(name: string): Row[] | Absent {
		return this.read(name, rowsOf);
	}

	/** The value of a field that has a reader of its own. */
	any(name: string): { value: unknown; raw: unknown; displayName: string } | Absent {
		return this.read(name, (value, { displayName }) => ({
			value,
			raw: this.filled.raw(name),
			displayName,
		}));
	}

	private read<T>(name: string, reader: (value: unknown, field: INodeProperties) => T): T | Absent {
		const field = this.descriptions.get(name);
		if (!field || !this.filled.has(name)) return undefined as Absent;
		const value = this.filled.value(name);
		return reader(field.type === 'resourceLocator' ? inside(value) : value, field);
	}
}

/** The fields of a collection; those that were not added are undefined. */
export type Added = Fields<undefined>;

type CollectionName = 'filters' | 'options' | 'updateFields';

const EMPTIES: Readonly<Record<CollectionName, Empties>> = {
	filters: 'none',
	options: 'typed',
	updateFields: 'typed',
};

/** The form of an operation, filled in for one item. */
export class Form extends Fields {
	readonly context: IExecuteFunctions;
	readonly item: number;
	private readonly groups: Groups;
	private readonly collections: Partial<Record<CollectionName, Added>> = {};

	constructor(context: IExecuteFunctions, item: number, groups: Groups, raw: IDataObject) {
		const filled: Filled = {
			has: () => true,
			value: (name) =>
				context.getNodeParameter(name, item, groups.form.get(name)?.default as never) as unknown,
			raw: (name) => (name in raw ? raw[name] : groups.form.get(name)?.default),
		};
		super(groups.form, filled, 'any');
		this.context = context;
		this.item = item;
		this.groups = groups;
	}

	/** @throws {InputError} */
	get filters(): Added {
		return this.collection('filters');
	}

	/** @throws {InputError} */
	get options(): Added {
		return this.collection('options');
	}

	/** @throws {InputError} */
	get updateFields(): Added {
		return this.collection('updateFields');
	}

	/** The workflow's, such as `Asia/Shanghai`. */
	get timezone(): string {
		return this.context.getTimezone();
	}

	private collection(name: CollectionName): Added {
		return (this.collections[name] ??= this.collectionAsGiven(name));
	}

	private collectionAsGiven(name: CollectionName): Added {
		const { value, raw, displayName } = this.any(name);
		if (!isObject(value)) {
			throw new InputError(
				`${displayName} is ${shown(value)}`,
				'Give an object, with a key for each of its fields.',
			);
		}
		return added(this.groups[name], value, raw, EMPTIES[name]);
	}
}

type Group = ReadonlyMap<string, INodeProperties>;
type Groups = Readonly<Record<CollectionName | 'form', Group>>;

/** Returns the form of each item, for an operation with these fields. */
export function formsOf(
	context: IExecuteFunctions,
	fields: readonly INodeProperties[],
): (item: number) => Form {
	const form = byName(fields);
	const inside = (name: CollectionName) =>
		byName((form.get(name)?.options ?? []) as INodeProperties[]);
	const groups = {
		form,
		filters: inside('filters'),
		options: inside('options'),
		updateFields: inside('updateFields'),
	};
	// n8n copies the node at each call, so this asks once for all items.
	const { parameters } = context.getNode();
	return (item) => new Form(context, item, groups, parameters as IDataObject);
}

/** The fields that were added to a collection. */
export function added(
	fields: Group,
	values: IDataObject,
	raw: unknown = values,
	empties: Empties = 'typed',
): Added {
	return new Fields<undefined>(
		fields,
		{
			has: (name) => Object.hasOwn(values, name),
			value: (name) => values[name],
			raw: (name) => (isObject(raw) ? raw[name] : raw),
		},
		empties,
	);
}

export function byName(fields: readonly INodeProperties[]): Group {
	return new Map(fields.map((field) => [field.name, field]));
}

export function isExpression(raw: unknown): boolean {
	const text = inside(raw);
	return typeof text === 'string' && text.startsWith('=');
}

function isLeftEmpty(raw: unknown): boolean {
	return inside(raw) === '';
}

function isAll(value: unknown): boolean {
	return typeof value === 'string' && value.trim().toLowerCase() === 'all';
}

/** The choice in a resource locator: an object from the form, plain text from an expression. */
function inside(value: unknown): unknown {
	return isObject(value) && 'value' in value ? value.value : value;
}

function nothing({ displayName }: INodeProperties): InputError {
	return new InputError(
		`${displayName} is empty`,
		`Give a value, or remove ${displayName}: a field that was added needs a value, and its expression must return one.`,
	);
}
