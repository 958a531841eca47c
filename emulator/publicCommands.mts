import type { NewCommand } from './commandFields.mts';

interface PublicCommand extends NewCommand {
	commandId: string;
	scenes: readonly string[];
}

/** When TAT made its public commands. */
export const PUBLISHED_AT = Date.parse('2020-10-28T00:00:00Z');

/** Commands that TAT itself offers, in every region, each for a scene (names and scripts are made up). */
export const PUBLIC_COMMANDS: readonly PublicCommand[] = [
	{
		commandId: 'cmd-public01',
		CommandName: 'disk-usage',
		Description: 'Shows how full the disks are',
		Content: base64('df -h'),
		CommandType: 'SHELL',
		Timeout: 60,
		scenes: ['sc-disk0001'],
	},
	{
		commandId: 'cmd-public02',
		CommandName: 'largest-files',
		Description: 'Lists the largest files of a directory',
		Content: base64('du -a {{directory}} | sort -rn | head -n {{count}}'),
		CommandType: 'SHELL',
		Timeout: 300,
		EnableParameter: true,
		DefaultParameterConfs: [
			{ ParameterName: 'directory', ParameterValue: '/var', ParameterDescription: 'Where to look' },
			{ ParameterName: 'count', ParameterValue: '10', ParameterDescription: 'How many' },
		],
		scenes: ['sc-disk0001'],
	},
	{
		commandId: 'cmd-public03',
		CommandName: 'list-services',
		Description: 'Lists the services of Windows',
		Content: base64('Get-Service'),
		CommandType: 'POWERSHELL',
		Timeout: 60,
		scenes: ['sc-service1'],
	},
];

function base64(script: string): string {
	return Buffer.from(script).toString('base64');
}
