import type { IDataObject, INodeProperties, NodePropertyTypes } from 'n8n-workflow';
import { groupsOf, insideOf, optionsOf } from '../../../tools/reference/form.mts';

const FIRST_DATE = Date.UTC(2090, 0, 1);
const DAY_MS = 86_400_000;

/** Values by the kind of field: the examples that the form gives, else what it starts as. */
const VALUES: {
	readonly [T in NodePropertyTypes]?: (field: INodeProperties, index: number) => unknown;
} = {
	boolean: () => true,
	collection: ({ options = [] }) => filledIn(options as INodeProperties[]),
	// each later than the one before it, so that an end comes after its beginning
	dateTime: (_field, index) => new Date(FIRST_DATE + index * DAY_MS).toISOString(),
	fixedCollection: (field) =>
		Object.fromEntries(
			insideOf(field).map(({ name, values }) => [
				name,
				field.typeOptions?.multipleValues ? [filledIn(values)] : filledIn(values),
			]),
		),
	json: ({ placeholder }) => example(placeholder) ?? '{}',
	multiOptions: (field) => optionsOf(field).map(({ value }) => value),
	number: ({ default: start, typeOptions }) => Number(start) || typeOptions?.minValue || 1,
	options: (field) => field.default || optionsOf(field)[0]?.value,
	resourceLocator: ({ modes = [] }) => {
		const { name, placeholder } = modes.find(({ type }) => type === 'string') ?? modes[0];
		return { __rl: true, mode: name, value: example(placeholder) ?? 'text' };
	},
	resourceMapper: () => ({ mappingMode: 'defineBelow', value: { name: 'text' } }),
	string: ({ placeholder }) => example(placeholder) ?? 'text',
};

/** Every one of `fields` with a value. */
export function filledIn(fields: readonly INodeProperties[]): IDataObject {
	return Object.fromEntries(
		fields
			.filter(({ type }) => type !== 'notice' && type !== 'hidden')
			.map((field, index) => {
				const value = VALUES[field.type];
				if (!value) throw new Error(`No value for a field of type ${field.type} (${field.name})`);
				return [field.name, value(field, index)];
			}),
	) as IDataObject;
}

/** A form filled in completely, and again with each other choice that shows other fields, or none where none is needed. */
export function fillings(fields: readonly INodeProperties[]): IDataObject[] {
	const complete = filledIn(fields);
	const others = fields.flatMap((field) =>
		otherValues(field, fields, complete[field.name]).map((value) => ({ [field.name]: value })),
	);
	return [complete, ...others.map((other) => ({ ...complete, ...other }))] as IDataObject[];
}

/** A form with no more than one member in each of its collections in turn, as some exclude each other. */
export function sparse(fields: readonly INodeProperties[], form: IDataObject): IDataObject[] {
	return fields
		.filter(({ type }) => type === 'collection')
		.flatMap(({ name }) =>
			Object.entries(form[name] ?? {}).map(([member, value]) => ({
				...form,
				[name]: { [member]: value },
			})),
		);
}

function otherValues(
	field: INodeProperties,
	siblings: readonly INodeProperties[],
	value: unknown,
): unknown[] {
	if (field.type === 'boolean' || field.type === 'options') {
		const values = field.type === 'boolean' ? [true, false] : optionsOf(field).map((o) => o.value);
		return showsOthers(field, siblings) ? values.filter((other) => other !== value) : [];
	}
	// what need not be chosen may decide which other fields are sent
	if (field.type === 'resourceLocator') {
		return field.required ? [] : [{ ...(value as IDataObject), value: '' }];
	}
	return insideOf(field).flatMap(({ name, values }) =>
		fillings(values)
			.slice(1)
			.map((inside) => {
				if (field.type === 'collection') return inside;
				const rows = field.typeOptions?.multipleValues ? [inside] : inside;
				return { ...(value as IDataObject), [name]: rows };
			}),
	);
}

function showsOthers({ name }: INodeProperties, siblings: readonly INodeProperties[]): boolean {
	return groupsOf(siblings)
		.flat()
		.flatMap(({ displayOptions }) =>
			Object.keys({ ...displayOptions?.show, ...displayOptions?.hide }),
		)
		.some((shower) => shower.replace('/', '') === name);
}

function example(placeholder = ''): string | undefined {
	return /^e\.g\. (.+)$/s.exec(placeholder)?.[1];
}
