/**
 * Regions with TAT, for when DescribeRegions cannot be called. Others can be typed: this list limits nothing.
 *
 * @see https://www.tencentcloud.com/document/api/1147/46696 (regions)
 */
export const REGIONS: ReadonlyArray<{ id: string; name: string }> = [
	{ id: 'ap-bangkok', name: 'Bangkok' },
	{ id: 'ap-beijing', name: 'Beijing' },
	{ id: 'ap-chengdu', name: 'Chengdu' },
	{ id: 'ap-chongqing', name: 'Chongqing' },
	{ id: 'ap-guangzhou', name: 'Guangzhou' },
	{ id: 'ap-hongkong', name: 'Hong Kong' },
	{ id: 'ap-jakarta', name: 'Jakarta' },
	{ id: 'ap-mumbai', name: 'Mumbai' },
	{ id: 'ap-nanjing', name: 'Nanjing' },
	{ id: 'ap-seoul', name: 'Seoul' },
	{ id: 'ap-shanghai', name: 'Shanghai' },
	{ id: 'ap-shanghai-fsi', name: 'Shanghai Finance' },
	{ id: 'ap-shenzhen-fsi', name: 'Shenzhen Finance' },
	{ id: 'ap-beijing-fsi', name: 'Beijing Finance' },
	{ id: 'ap-singapore', name: 'Singapore' },
	{ id: 'ap-tokyo', name: 'Tokyo' },
	{ id: 'eu-frankfurt', name: 'Frankfurt' },
	{ id: 'na-ashburn', name: 'Virginia' },
	{ id: 'na-siliconvalley', name: 'Silicon Valley' },
	{ id: 'sa-saopaulo', name: 'São Paulo' },
];

/** Whether `text` has the form of a region ID (`ap-guangzhou`), in the list above or not. */
export function isRegionId(text: string): boolean {
	return /^[a-z]{2,3}-[a-z]{3,}(-[a-z]+)*$/.test(text);
}

/** `ap-guangzhou` of the availability zone `ap-guangzhou-3`, else undefined. */
export function regionOfZone(text: string): string | undefined {
	return /^([a-z]{2,3}-[a-z]{3,}(?:-[a-z]+)*)-\d+$/.exec(text)?.[1];
}

/** Regions of the finance cloud take requests only on `<service>.<region>.tencentcloudapi.com`. */
export function isFinanceRegion(region: string): boolean {
	return isRegionId(region) && region.endsWith('-fsi');
}
