/** Regions DescribeRegions lists by default (names as in the vendor's English responses). */
export const REGION_NAMES: Record<string, string> = {
	'ap-guangzhou': 'Guangzhou',
	'ap-shanghai': 'Shanghai',
	'ap-nanjing': 'Nanjing',
	'ap-beijing': 'Beijing',
	'ap-chengdu': 'Chengdu',
	'ap-chongqing': 'Chongqing',
	'ap-hongkong': 'Hong Kong',
	'ap-singapore': 'Singapore',
	'ap-jakarta': 'Jakarta',
	'ap-bangkok': 'Bangkok',
	'ap-seoul': 'Seoul',
	'ap-tokyo': 'Tokyo',
	'na-siliconvalley': 'Silicon Valley',
	'na-ashburn': 'Virginia',
	'sa-saopaulo': 'Sao Paulo',
	'eu-frankfurt': 'Frankfurt',
};

export const DEFAULT_REGION = 'ap-guangzhou';

/** Actions whose documentation says that `Region` is not required. */
export const REGION_OPTIONAL = ['CancelInvocation', 'DescribeRegions'];
