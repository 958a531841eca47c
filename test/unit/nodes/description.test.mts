import type { INodeProperties, INodeType } from 'n8n-workflow';

import { TencentTat } from '../../../nodes/TencentTat/TencentTat.node.ts';
import { groupsOf, operationsOf, optionsOf } from '../../../tools/reference/form.mts';

const { description, methods } = new TencentTat();
const OPERATIONS = operationsOf(description.properties);
const PATHS = OPERATIONS.map(
	({ resource, operation, fields }) => [`${resource.name}: ${operation.name}`, fields] as const,
);

function allOf(fields: INodeProperties[]): INodeProperties[] {
	return groupsOf(fields).flat();
}

/** What fields name of the node's methods that does not exist, as "method of field". */
function missing(
	fields: INodeProperties[],
	named: (field: INodeProperties) => Array<string | undefined>,
	existing: object,
): string[] {
	return allOf(fields).flatMap((field) =>
		named(field)
			.filter((method) => method !== undefined && !(method in existing))
			.map((method) => `${method} of ${field.name}`),
	);
}

function listsOf({ modes = [] }: INodeProperties): Array<string | undefined> {
	return modes
		.filter(({ type }) => type === 'list')
		.map(({ typeOptions }) => typeOptions?.searchListMethod ?? 'a list without a search');
}

function optionsLoaderOf({ typeOptions }: INodeProperties) {
	return [typeOptions?.loadOptionsMethod];
}

function columnsLoaderOf({ typeOptions }: INodeProperties) {
	return [typeOptions?.resourceMapper?.resourceMapperMethod];
}

it('has operations, each described and named on its own', () => {
	expect(OPERATIONS.length).toBeGreaterThan(0);
	for (const { operation } of OPERATIONS) {
		expect(operation).toMatchObject({
			description: expect.stringMatching(/^[A-Z].+[^.]$/),
			action: expect.stringMatching(/^[A-Z][^A-Z]/),
		});
	}
	const actions = OPERATIONS.map(({ operation }) => operation.action);
	expect(new Set(actions).size).toBe(actions.length);
});

it('fills no list that no field asks for', () => {
	const asked = OPERATIONS.flatMap(({ fields }) => allOf(fields).flatMap(listsOf));
	expect(Object.keys(methods.listSearch).filter((search) => !asked.includes(search))).toEqual([]);
});

describe.each(PATHS)('%s', (_path, fields) => {
	it('asks for lists, options and columns that there are', () => {
		const {
			listSearch,
			loadOptions = {},
			resourceMapping = {},
		}: NonNullable<INodeType['methods']> = methods;
		expect(missing(fields, listsOf, listSearch)).toEqual([]);
		expect(missing(fields, optionsLoaderOf, loadOptions)).toEqual([]);
		expect(missing(fields, columnsLoaderOf, resourceMapping)).toEqual([]);
	});

	it('has each name once where it stands', () => {
		const twice = groupsOf(fields).flatMap((group) => {
			const names = group.map(({ name }) => name);
			return names.filter((name, index) => names.indexOf(name) < index);
		});
		expect(twice).toEqual([]);
	});

	it('shows fields by others that there are, and by values that these can have', () => {
		const odd = groupsOf(fields).flatMap((group) =>
			group.flatMap(({ name, displayOptions }) =>
				Object.entries({ ...displayOptions?.show, ...displayOptions?.hide })
					.filter(([other, values]) => {
						const from = other.startsWith('/') ? fields : group;
						const shower = from.find((each) => each.name === other.replace('/', ''));
						return !shower || !values?.every((value) => canBe(shower, value));
					})
					.map(([other]) => `${name} by ${other}`),
			),
		);
		expect(odd).toEqual([]);
	});
});

function canBe(field: INodeProperties, value: unknown): boolean {
	if (field.type === 'boolean') return typeof value === 'boolean';
	return optionsOf(field).some((option) => option.value === value);
}
