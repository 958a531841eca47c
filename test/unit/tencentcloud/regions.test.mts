import fc from 'fast-check';
import { REGION_NAMES } from '../../../emulator/regions.mts';
import {
	isFinanceRegion,
	isRegionId,
	REGIONS,
	regionOfZone,
} from '../../../tencentcloud/regions.ts';

describe('the list of regions', () => {
	it('has every region of the emulator, which has those of the vendor', () => {
		const ids = REGIONS.map(({ id }) => id);
		expect(Object.keys(REGION_NAMES).filter((id) => !ids.includes(id))).toEqual([]);
	});

	it('has each region once, with a name of its own', () => {
		expect(new Set(REGIONS.map(({ id }) => id)).size).toBe(REGIONS.length);
		expect(new Set(REGIONS.map(({ name }) => name)).size).toBe(REGIONS.length);
	});

	it('holds only what has the form of a region', () => {
		expect(REGIONS.filter(({ id, name }) => !isRegionId(id) || name.trim() === '')).toEqual([]);
	});
});

describe('the form of a region', () => {
	it.each(['ap-guangzhou', 'me-riyadh', 'ap-shanghai-fsi', 'ap-hangzhou-ec', 'na-siliconvalley'])(
		'is that of %s',
		(text) => {
			expect(isRegionId(text)).toBe(true);
		},
	);

	it.each([
		'',
		'guangzhou',
		'Guangzhou',
		'AP-GUANGZHOU',
		' ap-guangzhou',
		'ap-guangzhou ',
		'ap-guangzhou\n',
		'ap-guangzhou-3',
		'ap_guangzhou',
		'ap-',
		'ap-guangzhou-',
		'ap-guangzhou/x',
		'ins-zcewfho0',
		'ap-guangzhou,ap-shanghai',
	])('is not that of "%s"', (text) => {
		expect(isRegionId(text)).toBe(false);
	});
});

describe('the region of a zone', () => {
	it.each([
		['ap-guangzhou-3', 'ap-guangzhou'],
		['ap-shanghai-fsi-1', 'ap-shanghai-fsi'],
		['na-siliconvalley-12', 'na-siliconvalley'],
		['ap-guangzhou', undefined],
		['ap-guangzhou-', undefined],
		['ap-guangzhou-3 ', undefined],
		['ins-zcewfho0', undefined],
		['', undefined],
	])('%s is %s', (zone, region) => {
		expect(regionOfZone(zone)).toBe(region);
	});

	it('is found for every region listed', () => {
		fc.assert(
			fc.property(fc.constantFrom(...REGIONS), fc.nat({ max: 99 }), ({ id }, number) => {
				expect(regionOfZone(`${id}-${number}`)).toBe(id);
				expect(isRegionId(`${id}-${number}`)).toBe(false);
			}),
			{ seed: 20_201_028 },
		);
	});
});

describe('a finance region', () => {
	it('is one that ends in -fsi', () => {
		expect(REGIONS.map(({ id }) => id).filter(isFinanceRegion)).toEqual([
			'ap-shanghai-fsi',
			'ap-shenzhen-fsi',
			'ap-beijing-fsi',
		]);
	});

	it.each(['', '-fsi', 'ap-shanghai-fsi-1', 'evil.example/-fsi', 'evil.example/ap-x-fsi', 'fsi'])(
		'is not "%s"',
		(text) => {
			expect(isFinanceRegion(text)).toBe(false);
		},
	);
});
