import type {
	INodeProperties,
	INodePropertyMode,
	INodePropertyTypeOptions,
	NodePropertyTypes,
} from 'n8n-workflow';
import { optionsOf } from './form.mts';

const KINDS: { readonly [T in NodePropertyTypes]?: (field: INodeProperties) => string } = {
	boolean: () => 'on or off',
	collection: () => 'any of these',
	dateTime: () => 'date and time',
	fixedCollection: ({ typeOptions }) => (typeOptions?.multipleValues ? 'rows' : 'group'),
	json: () => 'JSON',
	multiOptions: () => 'any of a choice',
	number: ({ typeOptions = {} }) => `number${range(typeOptions)}`,
	options: () => 'choice',
	resourceLocator: ({ modes = [] }) => modes.map(({ displayName }) => displayName).join(' or '),
	resourceMapper: ({ typeOptions }) => typeOptions?.resourceMapper?.fieldWords?.plural ?? 'fields',
	string: ({ typeOptions }) => (typeOptions?.multipleValues ? 'texts' : 'text'),
};

/** What a field takes. */
export function kindOf(field: INodeProperties): string {
	const kind = KINDS[field.type];
	if (!kind) throw new Error(`No word for a field of type ${field.type} (${field.name})`);
	return kind(field);
}

/** What a field holds before anybody has changed it, in the words of the form. */
export function startOf(field: INodeProperties): string {
	const given = [field.default].flat().filter((value) => value !== '' && typeof value !== 'object');
	return [
		...(field.required ? ['**required**'] : []),
		...given.map((value) => plain(wordFor(field, value))),
	].join(', ');
}

/** What there is to say of a field, in sentences. */
export function textOf(field: INodeProperties, siblings: readonly INodeProperties[]): string {
	return [
		plain(sentence(field.description)),
		choices(field),
		...placeholders(field),
		...(field.modes ?? []).map(({ hint }: INodePropertyMode) => plain(sentence(hint))),
		plain(sentence(field.hint)),
		conditionOf(field, siblings),
	]
		.filter((text) => text !== '')
		.join(' ');
}

/** When a field is shown, in sentences; empty for always. */
export function conditionOf(
	{ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties,
	siblings: readonly INodeProperties[],
): string {
	const states = (conditions: typeof show) =>
		Object.entries(conditions).map(([name, values = []]) => state(name, values, siblings));
	return [
		...(Object.keys(show).length > 0 ? [`Only when ${states(show).join(' and ')}.`] : []),
		...(Object.keys(hide).length > 0 ? [`Not when ${states(hide).join(' or ')}.`] : []),
	].join(' ');
}

/** "*Return All* is off" */
function state(
	name: string,
	values: readonly unknown[],
	siblings: readonly INodeProperties[],
): string {
	const field = siblings.find((sibling) => sibling.name === name.replace(/^\//, ''));
	if (!field) throw new Error(`A field is shown by ${name}, which is no field of its operation`);
	return `*${field.displayName}* is ${values.map((value) => plain(wordFor(field, value))).join(' or ')}`;
}

function wordFor(field: INodeProperties, value: unknown): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const named = optionsOf(field).find((option) => option.value === value);
	return named?.name ?? (value === '' ? 'empty' : String(value));
}

function choices(field: INodeProperties): string {
	const lead = { options: 'One of', multiOptions: 'Any of' }[field.type as string];
	const named = optionsOf(field).map(({ name, value, description }) => {
		const meaning = description ? ` (${plain(description)})` : '';
		return `${plain(name)} \`${String(value)}\`${meaning}`;
	});
	return lead && named.length > 0 ? `${lead}: ${named.join(', ')}.` : '';
}

function placeholders({ placeholder, modes = [] }: INodeProperties): string[] {
	return [placeholder, ...modes.map((mode) => mode.placeholder)].flatMap((text) =>
		text?.startsWith('e.g. ') ? [`E.g. \`${text.slice('e.g. '.length)}\`.`] : [],
	);
}

function range({ minValue, maxValue }: INodePropertyTypeOptions): string {
	if (minValue !== undefined && maxValue !== undefined) return ` from ${minValue} to ${maxValue}`;
	if (minValue !== undefined) return `, at least ${minValue}`;
	return maxValue === undefined ? '' : `, at most ${maxValue}`;
}

/** Text with a full stop, which n8n's own descriptions often lack. */
export function sentence(text = ''): string {
	return text === '' || /[.!?:]$/.test(text) ? text : `${text}.`;
}

/** Text that Markdown takes as it is. */
function plain(text: string): string {
	return text.replace(/[*_]/g, '\\$&');
}
