import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

/** An operation as the node's form offers it. */
export interface FormOperation {
	resource: INodePropertyOptions;
	operation: INodePropertyOptions;
	/** In the order of the form. What remains in their `displayOptions` is about other fields. */
	fields: INodeProperties[];
}

/** The operations of a node's form, in the order of its menus. */
export function operationsOf(properties: readonly INodeProperties[]): FormOperation[] {
	const named = (name: string) => properties.filter((property) => property.name === name);
	return named('resource')
		.flatMap(optionsOf)
		.flatMap((resource) =>
			named('operation')
				.filter((field) => isFor(field, 'resource', resource))
				.flatMap(optionsOf)
				.map((operation) => ({
					resource,
					operation,
					fields: properties
						.filter((field) => field.name !== 'resource' && field.name !== 'operation')
						.filter((field) => isFor(field, 'resource', resource))
						.filter((field) => isFor(field, 'operation', operation))
						.map(withinOperation),
				})),
		);
}

/** The choices of a field. */
export function optionsOf({ options = [] }: INodeProperties): INodePropertyOptions[] {
	return options as INodePropertyOptions[];
}

/** The fields inside of a field, by the heading that they stand under in it. */
export function insideOf({ type, options = [] }: INodeProperties): INodePropertyCollection[] {
	if (type === 'fixedCollection') return options as INodePropertyCollection[];
	if (type !== 'collection') return [];
	return [{ name: '', displayName: '', values: options as INodeProperties[] }];
}

/** Fields that stand together: these, and those inside of each of them. */
export function groupsOf(fields: readonly INodeProperties[]): Array<readonly INodeProperties[]> {
	const inside = fields.flatMap(insideOf).map(({ values }) => values);
	return [fields, ...inside.flatMap(groupsOf)];
}

function isFor({ displayOptions }: INodeProperties, menu: string, { value }: INodePropertyOptions) {
	return displayOptions?.show?.[menu]?.includes(value) ?? true;
}

function withinOperation({ displayOptions, ...field }: INodeProperties): INodeProperties {
	const { resource, operation, ...show } = displayOptions?.show ?? {};
	return { ...field, displayOptions: { ...displayOptions, show } };
}
