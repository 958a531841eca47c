import type { INodeProperties } from 'n8n-workflow';
import type {
	CreateCommandRequest,
	RunCommandRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { LONGEST_TIMEOUT_SECONDS } from '../transport/apiLimits';
import { shown } from '../transport/shown';
import { InputError } from '../transport/TatError';
import type { Added } from './form';
import { tagsField, tagsOf } from './tags';

export const scriptField: INodeProperties = {
	displayName: 'Script',
	name: 'content',
	type: 'string',
	typeOptions: { editor: 'jsEditor', rows: 8 },
	required: true,
	default: '',
	description: 'Plain text, at most 48 KB. Linux instances run it with bash.',
};

/** What a command can have besides its script, by the name of the option. */
const SETTINGS = {
	commandName: {
		displayName: 'Command Name',
		name: 'commandName',
		type: 'string',
		default: '',
		placeholder: 'e.g. nightly-backup',
		description:
			'Shown in lists. At most 60 bytes: letters, digits, Chinese characters, _, - and .',
	},
	commandType: {
		displayName: 'Command Type',
		name: 'commandType',
		type: 'options',
		default: 'SHELL',
		options: [
			{ name: 'Bat (Windows)', value: 'BAT' },
			{ name: 'PowerShell (Windows)', value: 'POWERSHELL' },
			{ name: 'Shell (Linux)', value: 'SHELL' },
		],
	},
	description: {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'At most 120 characters',
	},
	outputCosBucketUrl: {
		displayName: 'Output COS Bucket URL',
		name: 'outputCosBucketUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://logs-1250000000.cos.ap-guangzhou.myqcloud.com',
		description: 'Bucket that receives the whole output. TAT itself keeps the first 24 KiB.',
	},
	outputCosKeyPrefix: {
		displayName: 'Output COS Key Prefix',
		name: 'outputCosKeyPrefix',
		type: 'string',
		default: '',
		placeholder: 'e.g. nightly/backup',
		description: 'Folder in the bucket, without a leading slash. At most 60 characters.',
	},
	tags: tagsField,
	timeout: {
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: LONGEST_TIMEOUT_SECONDS, numberPrecision: 0 },
		default: 60,
		description:
			'How many seconds the script may run on an instance before the agent kills it, at most 86400 (a day)',
	},
	username: {
		displayName: 'Username',
		name: 'username',
		type: 'string',
		default: '',
		placeholder: 'e.g. ubuntu',
		description:
			'Account that runs the script on the instance. Root on Linux and System on Windows if left empty.',
	},
	workingDirectory: {
		displayName: 'Working Directory',
		name: 'workingDirectory',
		type: 'string',
		default: '',
		placeholder: 'e.g. /opt/app',
		description: 'Directory to run the script in. It must exist.',
	},
} satisfies Record<string, INodeProperties>;

export type Setting = keyof typeof SETTINGS;

/** The form fields of these settings. */
export function settingFields(...settings: Setting[]): INodeProperties[] {
	return settings.map((setting) => SETTINGS[setting]);
}

/** The settings that were given, under the names of the API. @throws {InputError} */
export function commandSettings(
	options: Added,
): Partial<Omit<CreateCommandRequest & RunCommandRequest, 'Content' | 'InstanceIds'>> {
	const tags = tagsOf(options);
	const timeout = options.number('timeout');
	return {
		...filledIn({
			CommandName: options.text('commandName'),
			CommandType: options.choice('commandType'),
			Description: options.text('description'),
			OutputCOSBucketUrl: options.text('outputCosBucketUrl'),
			OutputCOSKeyPrefix: checkedPrefix(options.text('outputCosKeyPrefix')),
			Username: options.text('username'),
			WorkingDirectory: options.text('workingDirectory'),
		}),
		...(tags.length > 0 && { Tags: tags }),
		...(timeout !== undefined && { Timeout: timeout }),
	};
}

/** Base64 of a script. @throws {InputError} for an empty one */
export function encodedScript(script: string): string {
	if (script.trim() !== '') return Buffer.from(script).toString('base64');
	throw new InputError('The script is empty', 'Write the commands to run under Script.');
}

/** Those of `texts` that were added and are not empty. */
function filledIn<T extends Record<string, string | undefined>>(
	texts: T,
): { [K in keyof T]?: string } {
	return Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) as {
		[K in keyof T]?: string;
	};
}

function checkedPrefix(prefix?: string): string | undefined {
	if (prefix === undefined || !/^\/|\/\/|(^|\/)\.\.(\/|$)/.test(prefix)) return prefix;
	throw new InputError(
		`Output COS Key Prefix is ${shown(prefix)}`,
		'Give a folder such as nightly/backup: no leading slash, no empty part, and no "..".',
	);
}
