import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { startEngine } from '../../engine/engine.mts';
import type { Engine } from '../../engine/engine.mts';
import { formFields, operationOf } from '../../../nodes/TencentTat/actions/index.ts';
import { insideOf, operationsOf, optionsOf } from '../../../tools/reference/form.mts';
import type { FormOperation } from '../../../tools/reference/form.mts';
import { filledIn } from './filledForm.mts';
import { sdkAnswer } from './sdkAnswer.mts';
import { sdkModel } from './sdkModel.mts';
import { REGION, START_MS, tatWorkflow } from './stage.mts';

/** Requests go nowhere, so none has to wait for its turn, and time goes by in pauses alone. */
let mockNow = 0;
jest.mock('../../../nodes/TencentTat/transport/pacing.ts', () => ({ pace: async () => () => {} }));
jest.mock('../../../nodes/TencentTat/transport/pause.ts', () => ({
	...jest.requireActual('../../../nodes/TencentTat/transport/pause.ts'),
	pause: async (milliseconds: number) => {
		mockNow += Math.max(milliseconds, 0);
	},
}));
jest.spyOn(performance, 'now').mockImplementation(() => mockNow);

/** One field of the form, wherever it stands. */
interface Place {
	operation: FormOperation;
	field: INodeProperties;
	/** Names of what it is in: a collection, a fixed collection and its rows. */
	path: readonly string[];
	/** The form with this in the field. */
	form(value: unknown): IDataObject;
	kind: 'form' | 'filters' | 'options' | 'mapped' | 'updateFields' | 'row';
}

/** What one run of the node came to. */
interface Outcome {
	requests: unknown[];
	/** Empty for a success. */
	error: string;
}

const REFUSED = Symbol('refused');
const REFUSES: Outcome = { requests: [], error: '' };
const model = sdkModel();
const PLACES = operationsOf(formFields()).flatMap(placesOf);
const count = { values: 0, taken: 0, refused: 0 };
let engine: Engine;

beforeAll(async () => {
	engine = await startEngine({
		packages: [process.cwd()],
		credentials: {
			good: {
				name: 'good',
				type: 'tencentCloudApi',
				data: {
					secretId: 'form-values',
					secretKey: 'form-values-secret',
					region: REGION,
					endpoint: '',
				},
			},
		},
	});
}, START_MS);

afterAll(() => {
	const operations = new Set(PLACES.map(({ operation }) => operation)).size;
	process.stdout.write(
		`${count.values} values over ${PLACES.length} fields of ${operations} operations: ${count.taken} taken for what they mean, ${count.refused} refused by name\n`,
	);
});

it.each(PLACES.map((place) => [titleOf(place), place] as const))(
	'%s: each value is taken for what it means, or refused by name with nothing sent',
	async (_title, place) => {
		const good = goodValue(place.field);
		const typed = new Map<string, Outcome>();
		const outcomeOf = async (plain: unknown) => {
			const key = JSON.stringify(plain);
			const known = typed.get(key) ?? (await run(place, contextOf(place.form(plain))));
			typed.set(key, known);
			return known;
		};
		expect(await outcomeOf(good)).not.toMatchObject({ requests: [] });

		const values = valuesFor(place.field, good);
		const context = contextOf(place.form('={{ $json.value }}'), values);
		for (const [item, value] of values.entries()) {
			const given = await run(place, context, item);
			const meant = meaning(place, value);
			const expected = meant === REFUSED ? REFUSES : await outcomeOf(meant);
			count.values++;
			if (expected.requests.length > 0) {
				count.taken++;
				expect({ value, ...given }).toEqual({ value, ...expected });
				continue;
			}
			count.refused++;
			expect({ value, requests: given.requests }).toEqual({ value, requests: [] });
			expect(`${plainWords(given.error)}, given ${String(JSON.stringify(value))}`).toContain(
				plainWords(place.field.displayName),
			);
		}
	},
	20_000,
);

/** What a value plainly means, as it would be typed or chosen in the form; an expression that says nothing is refused. */
function meaning({ field, kind }: Place, value: unknown): unknown {
	const text = typeof value === 'string' ? value.trim() : undefined;
	const choice = (each: unknown) =>
		optionsOf(field).find(
			(option) => String(option.value).toLowerCase() === String(each).trim().toLowerCase(),
		)?.value ?? REFUSED;
	switch (field.type) {
		case 'boolean':
			if (typeof value === 'boolean') return value;
			return text && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : REFUSED;
		case 'number': {
			const isNumber = typeof value === 'number' || (text !== undefined && text !== '');
			return isNumber && Number.isFinite(Number(value)) ? Number(value) : REFUSED;
		}
		case 'options':
			return typeof value === 'string' ? choice(value) : REFUSED;
		case 'multiOptions': {
			const list = text?.startsWith('[') ? JSON.parse(text) : text === undefined ? value : [text];
			if (!Array.isArray(list)) return REFUSED;
			const chosen = list.map(choice);
			const filter = kind === 'filters' && chosen.length === 0;
			return filter || chosen.includes(REFUSED) ? REFUSED : chosen;
		}
		default:
			return textMeant(field, kind, value);
	}
}

function textMeant({ name, type }: INodeProperties, kind: Place['kind'], value: unknown) {
	const isIds = /Ids$/.test(name);
	if (isIds && Array.isArray(value)) return value.flat().filter(Boolean).join() || REFUSED;
	if (kind === 'mapped')
		return ['', undefined, null].includes(value as string) ? REFUSED : textual(value);
	if (typeof value === 'string' && value.trim() === '') {
		// a name or key is needed; other texts of a row may be empty
		return kind === 'row' && name !== 'name' && name !== 'key' ? value : REFUSED;
	}
	if (type === 'dateTime' && typeof value === 'number') return value;
	if (type === 'resourceLocator' || isIds || /Id$/.test(name)) {
		return typeof value === 'string' ? value : REFUSED;
	}
	return textual(value);
}

function textual(value: unknown): unknown {
	const isText = ['boolean', 'number', 'string'].includes(typeof value);
	return isText && !Number.isNaN(value) ? String(value) : REFUSED;
}

function goodValue(field: INodeProperties): unknown {
	const { [field.name]: value } = filledIn([field]);
	return field.type === 'resourceLocator' ? (value as IDataObject).value : value;
}

function valuesFor(field: INodeProperties, good: unknown): unknown[] {
	const first = [good].flat()[0];
	const values: unknown[] = [
		...[undefined, null, '', ' ', ' , ', [], {}, [undefined], [''], [null], { a: 1 }, [{}]],
		...[true, false, 'true', 'false', ' TRUE ', 'False', 'yes', 'on'],
		...[0, 1, 2, -1, 0.5, NaN, 1e9, '0', '1', ' 7 ', '-1', '0.5', '1e9', 'nonsense'],
		...[good, [good].flat(), JSON.stringify([good].flat()), ` ${String(first)} `, String(first)],
		...optionsOf(field).flatMap(({ value }) => [
			value,
			String(value).toLowerCase(),
			[value],
			[value, 'nonsense'],
		]),
	];
	return values;
}

/** The `this` of the node with this form, and an item for each of `values`. */
function contextOf(parameters: IDataObject, values: readonly unknown[] = [undefined]) {
	const items = values.map((value) => ({ json: { value } as IDataObject }));
	return engine.context(tatWorkflow(parameters).nodes[1], items);
}

/** Does the operation to one item; what it sends is kept, and goes nowhere. */
async function run({ operation }: Place, context: IExecuteFunctions, item = 0): Promise<Outcome> {
	const requests: unknown[] = [];
	const helpers = {
		...context.helpers,
		async httpRequestWithAuthentication(_credential: string, options: IHttpRequestOptions) {
			const { headers = {}, body } = options;
			const action = String(headers['X-TC-Action']);
			requests.push([action, headers['X-TC-Region'], JSON.parse(String(body))]);
			const answer = { Response: sdkAnswer(model, action) };
			return { statusCode: 200, headers: {}, body: JSON.stringify(answer) };
		},
	};
	const [answer] = await operationOf(
		String(operation.resource.value),
		String(operation.operation.value),
	).execute.call(Object.create(context, { helpers: { value: helpers } }) as IExecuteFunctions, [
		item,
	]);
	return { requests, error: answer && 'error' in answer ? (answer.error as Error).message : '' };
}

/** Each field of an operation, in a form that holds no more than the operation needs for it. */
function placesOf(operation: FormOperation): Place[] {
	const { fields } = operation;
	const needed = {
		resource: operation.resource.value,
		operation: operation.operation.value,
		...filledIn(fields.filter(({ type }) => !/ollection|resourceMapper/.test(type))),
		...Object.fromEntries(
			fields.flatMap(({ name, type }) => (type === 'collection' ? [[name, {}]] : [])),
		),
		...firstChoices(fields),
	} as IDataObject;
	// What an update needs, and what tags and Save Command need beside them.
	if (fields.some(({ name }) => name === 'updateFields'))
		needed.updateFields = { username: 'ubuntu' };
	if (needed.operation === 'runCommand') needed.options = { commandName: 'x', saveCommand: true };

	return fields.flatMap((field): Place[] => {
		const base = { ...needed, ...shownBy(field) };
		if (field.type === 'notice') return [];
		if (field.type === 'collection') {
			return insideOf(field)[0].values.flatMap((inner) =>
				leaves(
					operation,
					inner,
					[field.name],
					field.name as Place['kind'],
					(value) =>
						({
							...base,
							[field.name]: { ...(base[field.name] as IDataObject), [inner.name]: value },
						}) as IDataObject,
				),
			);
		}
		return leaves(
			operation,
			field,
			[],
			'form',
			(value) => ({ ...base, [field.name]: value }) as IDataObject,
		);
	});
}

function leaves(
	operation: FormOperation,
	field: INodeProperties,
	path: readonly string[],
	kind: Place['kind'],
	form: Place['form'],
): Place[] {
	if (field.type === 'resourceMapper') {
		const values = { displayName: 'name', name: 'mapped', type: 'string', default: '' } as const;
		return [
			{
				operation,
				field: values,
				path: [...path, field.name],
				kind: 'mapped',
				form: (value) => form({ mappingMode: 'defineBelow', value: { name: value } }),
			},
		];
	}
	if (field.type !== 'fixedCollection') return [{ operation, field, path, kind, form }];
	return insideOf(field).flatMap(({ name: rows, values }) =>
		values.map((inner) => ({
			operation,
			field: inner,
			path: [...path, field.name],
			kind: 'row' as const,
			form: (value: unknown) => form({ [rows]: [{ ...filledIn(values), [inner.name]: value }] }),
		})),
	);
}

/** Each list as its form starts, so that no field is hidden by another. */
function firstChoices(fields: readonly INodeProperties[]): IDataObject {
	return Object.fromEntries(
		fields.flatMap(({ name, type, default: start }) =>
			type === 'options' || type === 'boolean' ? [[name, start]] : [],
		),
	) as IDataObject;
}

function shownBy({ displayOptions }: INodeProperties): IDataObject {
	return Object.fromEntries(
		Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [name, values?.[0]]),
	) as IDataObject;
}

function titleOf({ operation, path, field }: Place): string {
	return [operation.resource.name, operation.operation.name, ...path, field.name].join(' > ');
}

/** Without case, and without the plural that a message may leave out. */
function plainWords(text: string): string {
	return text.toLowerCase().replace(/s$/, '');
}
