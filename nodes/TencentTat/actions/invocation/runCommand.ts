import type { IDataObject } from 'n8n-workflow';
import type { RunCommandRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { failedAfterwards } from '../../invocation/afterwards';
import { idsOf } from '../../ids';
import { areTasksOver } from '../../invocation/status';
import { watch } from '../../invocation/watch';
import { connect } from '../../transport/tat';
import { InputError } from '../../transport/TatError';
import { optionsField, tatOptions, waitForCompletionField } from '../fields';
import { numberWithin } from '../numbers';
import { oneByOne, type Operation } from '../operation';

const COMMAND_TIMEOUT_SECONDS = 60;
const LONGEST_TIMEOUT_SECONDS = 86_400;
/** Delivery to the instance and the report of the end come on top of the command's own time. */
const DELIVERY_SECONDS = 60;
const MAX_ENCODED_BYTES = 65_536;

export const runCommand: Operation = {
	option: {
		name: 'Run Command',
		action: 'Run command',
		description: 'Run a script on instances',
	},

	fields: [
		{
			displayName:
				'Leave Retry On Fail (in the settings of this node) switched off: after a lost answer it would run the command again.',
			name: 'retryNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Script',
			name: 'content',
			type: 'string',
			typeOptions: { rows: 6 },
			required: true,
			default: '',
			placeholder: 'e.g. df -h',
			description: 'Script to run, as plain text, at most 48 KB. Linux instances run it with bash.',
		},
		{
			displayName: 'Instance IDs',
			name: 'instanceIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. ins-zcewfho0, ins-o1xv4c3q',
			description:
				'Instances to run the script on, at most 200, separated by commas, spaces or new lines, or an expression that gives an array. CVM and Lighthouse instances cannot be mixed.',
		},
		{
			...waitForCompletionField,
			default: false,
			description:
				'Whether to wait until the script is over on every instance, and answer what it printed. Otherwise the answer comes at once, with the ID of the invocation.',
		},
		optionsField(
			{
				displayName: 'Command Name',
				name: 'commandName',
				type: 'string',
				default: '',
				placeholder: 'e.g. nightly-backup',
				description: 'Shown in lists of invocations. At most 60 bytes.',
			},
			{
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
			{
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: LONGEST_TIMEOUT_SECONDS },
				default: COMMAND_TIMEOUT_SECONDS,
				description:
					'How many seconds the script may run on an instance before the agent kills it, at most 86400 (a day)',
			},
			{
				displayName: 'Username',
				name: 'username',
				type: 'string',
				default: '',
				placeholder: 'e.g. ubuntu',
				description:
					'Account on the instance that runs the script. Root on Linux and System on Windows if left empty.',
			},
			{
				displayName: 'Working Directory',
				name: 'workingDirectory',
				type: 'string',
				default: '',
				placeholder: 'e.g. /opt/app',
				description: 'Directory that the script runs in. It must exist.',
			},
		),
	],

	execute: oneByOne(async function (itemIndex) {
		const content = encoded(String(this.getNodeParameter('content', itemIndex, '')));
		const instances = idsOf('instance', this.getNodeParameter('instanceIds', itemIndex, ''));
		if (instances.length === 0) {
			throw new InputError('No instance ID is given', 'Say which instances should run the script.');
		}
		const options = this.getNodeParameter('options', itemIndex, {});
		const request = {
			Content: content,
			InstanceIds: instances,
			...commandOptions(options),
		} satisfies RunCommandRequest;
		const tat = await connect(this, tatOptions(options));

		const { InvocationId = '', CommandId, RequestId } = await tat.call('RunCommand', request);
		const started = {
			invocationId: InvocationId,
			commandId: CommandId,
			instanceIds: instances,
			region: tat.region,
			requestIds: [RequestId],
		};
		if (!this.getNodeParameter('waitForCompletion', itemIndex, false)) return started;

		const until = Date.now() + (request.Timeout + DELIVERY_SECONDS) * 1000;
		const target = { invocationId: InvocationId, instanceIds: [], until };
		const [seen] = await watch(tat, [target]);
		if ('error' in seen) {
			throw failedAfterwards(
				`The command was started as ${InvocationId} (RequestId ${RequestId})`,
				seen.error,
			);
		}
		const { invocationStatus, tasks } = seen.value;
		const finished = areTasksOver(tasks.map(({ status }) => status));
		return { ...started, finished, invocationStatus, tasks };
	}),
};

/** Base64 of the script. @throws {InputError} for an empty or oversized one */
function encoded(script: string): string {
	if (script.trim() === '') {
		throw new InputError('The script is empty', 'Write the commands to run under Script.');
	}
	const content = Buffer.from(script).toString('base64');
	if (content.length > MAX_ENCODED_BYTES) {
		throw new InputError(
			`The script has ${Buffer.byteLength(script)} bytes, and at most ${(MAX_ENCODED_BYTES / 4) * 3} can be sent`,
			'Put the script into a file on the instances, or have it fetched from there.',
		);
	}
	return content;
}

/** @throws {InputError} */
function commandOptions(options: IDataObject) {
	const { commandName, commandType, username, workingDirectory } = options;
	return {
		Timeout: numberWithin(options.timeout ?? COMMAND_TIMEOUT_SECONDS, {
			name: 'Timeout',
			least: 1,
			most: LONGEST_TIMEOUT_SECONDS,
			whole: true,
		}),
		...(commandName ? { CommandName: String(commandName) } : {}),
		...(commandType ? { CommandType: String(commandType) } : {}),
		...(username ? { Username: String(username) } : {}),
		...(workingDirectory ? { WorkingDirectory: String(workingDirectory) } : {}),
	};
}
