import { readFile } from 'node:fs/promises';
import type { INodeProperties } from 'n8n-workflow';
import { TencentTat } from '../../../nodes/TencentTat/TencentTat.node.ts';
import { reference } from '../../../tools/reference/markdown.mts';

/** A form with a resource Lamp that has two operations. */
function lampForm(...fields: INodeProperties[]): INodeProperties[] {
	const shown = { resource: ['lamp'], operation: ['light'] };
	const wattage = {
		...field('Wattage', 'number', 40),
		typeOptions: { minValue: 1, maxValue: 100 },
		displayOptions: { show: { resource: ['lamp'] } },
	};
	return [
		{ ...field('Resource', 'options', 'lamp'), options: [{ name: 'Lamp', value: 'lamp' }] },
		{
			...field('Operation', 'options', 'light'),
			displayOptions: { show: { resource: ['lamp'] } },
			options: [
				{ name: 'Light', value: 'light', description: 'Light a lamp' },
				{ name: 'Put Out', value: 'putOut', description: 'Put a lamp out' },
			],
		},
		...fields.map(({ displayOptions, ...each }) => ({
			...each,
			displayOptions: { ...displayOptions, show: { ...shown, ...displayOptions?.show } },
		})),
		wattage,
	];
}

function field(
	displayName: string,
	type: INodeProperties['type'],
	value: INodeProperties['default'],
): INodeProperties {
	return { displayName, name: displayName.toLowerCase(), type, default: value };
}

/** The lines of the reference that name a field. */
function lines(form: INodeProperties[], name: string): string[] {
	return reference(form)
		.split('\n')
		.filter((line) => line.includes(name));
}

describe('the reference', () => {
	it('is what docs/operations.md holds: if it is not, run `npm run docs`', async () => {
		const { properties } = new TencentTat().description;
		expect(await readFile('docs/operations.md', 'utf8')).toBe(reference(properties));
	});

	it('says what a field takes, what it starts as and what it means', () => {
		const form = lampForm({
			...field('Colour', 'options', 'r'),
			required: true,
			description: 'Colour of the light',
			hint: 'Mind the | and the *',
			options: [
				{ name: 'Green', value: 'g' },
				{ name: 'Red', value: 'r', description: 'As a fire' },
			],
		});
		expect(lines(form, 'Colour')).toEqual([
			'| Colour | choice | **required**, Red | Colour of the light. One of: Green `g`, Red `r` (As a fire). Mind the \\| and the \\*. |',
		]);
	});

	it('says when a field is shown', () => {
		const form = lampForm(field('Dimmed', 'boolean', false), {
			...field('Level', 'number', 5),
			placeholder: 'e.g. 7',
			displayOptions: { show: { dimmed: [true] }, hide: { wattage: [1, 2] } },
		});
		expect(lines(form, 'Level')).toEqual([
			'| Level | number | 5 | E.g. `7`. Only when *Dimmed* is on. Not when *Wattage* is 1 or 2. |',
		]);
	});

	it('does not go over a condition on a field that there is not', () => {
		const form = lampForm({
			...field('Level', 'number', 5),
			displayOptions: { show: { gone: [true] } },
		});
		expect(() => reference(form)).toThrow('A field is shown by gone');
	});

	it('names the fields in collections and rows by their place', () => {
		const rows = {
			...field('Tags', 'fixedCollection', {}),
			typeOptions: { multipleValues: true },
			options: [{ displayName: 'Tag', name: 'tag', values: [field('Key', 'string', '')] }],
		};
		const form = lampForm({ ...field('Options', 'collection', {}), options: [rows] });
		expect(lines(form, 'Options > ')).toEqual(
			expect.arrayContaining([
				'| Options > Tags | rows |  |  |',
				'| Options > Tags > Key | text |  |  |',
			]),
		);
	});

	it('puts notices above the table', () => {
		const form = lampForm(field('Lamps get hot.', 'notice', ''));
		expect(lines(form, 'Lamps')).toEqual(['> Lamps get hot.']);
	});

	it('says once, at the end, what every operation has', () => {
		const text = reference(lampForm(field('Dimmed', 'boolean', false)));
		expect(text.match(/Wattage/g)).toHaveLength(1);
		expect(text).toMatch(
			/### Lamp: Light\n\nLight a lamp\.\n[^#]+Dimmed[^#]+### Lamp: Put Out\n\nPut a lamp out\.\n\nNothing to fill in\.\n\n## Every operation\n[^#]+\| Wattage \| number from 1 to 100 \| 40 \|/,
		);
	});

	it('links to every operation', () => {
		expect(lines(lampForm(), '- Lamp')).toEqual([
			'- Lamp: [Light](#lamp-light), [Put Out](#lamp-put-out)',
		]);
	});
});
