import type { INodeProperties } from 'n8n-workflow';
import { insideOf, operationsOf } from './form.mts';
import type { FormOperation } from './form.mts';
import { conditionOf, kindOf, sentence, startOf, textOf } from './words.mts';

const HEAD = ['| field | takes | starts as | |', '| --- | --- | --- | --- |'];

/** The reference of all operations of a node, from the properties of its description. */
export function reference(properties: readonly INodeProperties[]): string {
	const operations = operationsOf(properties);
	const tables = operations.map(({ fields }) => rowsOf(fields));
	const shared = tables.reduce((common, rows) => common.filter((row) => rows.includes(row)));
	const resources = [...new Set(operations.map(({ resource }) => resource.name))];
	const chapters = operations.map(({ resource, operation, fields }, index) => {
		const rows = tables[index].filter((row) => !shared.includes(row));
		return [
			...(operations[index - 1]?.resource === resource ? [] : [`## ${resource.name}\n`]),
			`### ${resource.name}: ${operation.name}\n`,
			`${sentence(operation.description)}\n`,
			...noticesOf(fields),
			...(rows.length > 0 ? [...HEAD, ...rows, ''] : ['Nothing to fill in.\n']),
		].join('\n');
	});
	return [
		'<!-- Written by `npm run docs` from the form of the node. -->\n',
		'# Operations\n',
		'All that the node does, field by field. *Options > Timeout* is the field Timeout in the collection Options: what',
		'stands in a collection counts once it has been added there. Any field takes an expression; the `value` behind a choice',
		'is what the expression has to give.\n',
		...resources.map((name) => `- ${name}: ${contents(name, operations)}`),
		'',
		...chapters,
		'## Every operation\n',
		...HEAD,
		...shared,
		'',
	].join('\n');
}

function contents(name: string, operations: readonly FormOperation[]): string {
	return operations
		.filter(({ resource }) => resource.name === name)
		.map(({ operation }) => `[${operation.name}](#${anchor(`${name}: ${operation.name}`)})`)
		.join(', ');
}

/** As GitHub makes it of a heading. */
function anchor(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\w\- ]/g, '')
		.replaceAll(' ', '-');
}

function noticesOf(fields: readonly INodeProperties[]): string[] {
	return fields
		.filter(({ type }) => type === 'notice')
		.map((field) => `> ${[field.displayName, conditionOf(field, fields)].join(' ').trim()}\n`);
}

/**
 * The lines of a table: each field, and after it those inside of it.
 *
 * @param path names of what the fields are in
 * @param root fields of the whole operation, which conditions may name as well
 */
function rowsOf(
	fields: readonly INodeProperties[],
	path: readonly string[] = [],
	root = fields,
): string[] {
	return fields.filter(isFilledIn).flatMap((field) => {
		const place = [...path, field.displayName];
		const text = textOf(field, [...fields, ...root]);
		const cells = [place.join(' > '), kindOf(field), startOf(field), text];
		const row = `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
		const groups = insideOf(field);
		const inside = groups.flatMap(({ displayName, values }) =>
			rowsOf(values, groups.length > 1 ? [...place, displayName] : place, root),
		);
		// A collection that says nothing of its own is there in the names of what is in it.
		return field.type === 'collection' && text === '' ? inside : [row, ...inside];
	});
}

function isFilledIn({ type }: INodeProperties): boolean {
	return type !== 'notice' && type !== 'hidden';
}
