import type { Command } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { tagsByKey } from '../tagsByKey';
import { defaultParametersOf } from './parameters';
import { decodedScript } from './script';

/** A saved command in the words of this node. */
export interface CommandSummary {
	commandId: string;
	commandName: string;
	description: string;
	/** `SHELL`, `POWERSHELL` or `BAT`. */
	commandType: string;
	script: string;
	/** Default values by name; null for a command that takes no parameters. */
	parameters: Record<string, string> | null;
	/** In seconds. */
	timeout: number | null;
	username: string;
	workingDirectory: string;
	/** `USER`, or `TAT` for a public command. */
	createdBy: string;
	createdTime: string | null;
	updatedTime: string | null;
	tags: Record<string, string>;
}

export function commandSummary(command: Command): CommandSummary {
	return {
		commandId: command.CommandId ?? '',
		commandName: command.CommandName ?? '',
		description: command.Description ?? '',
		commandType: command.CommandType ?? '',
		script: decodedScript(command.Content),
		parameters: command.EnableParameter ? defaultsOf(command) : null,
		timeout: command.Timeout ?? null,
		username: command.Username ?? '',
		workingDirectory: command.WorkingDirectory ?? '',
		createdBy: command.CreatedBy ?? '',
		createdTime: command.CreatedTime || null,
		updatedTime: command.UpdatedTime || null,
		tags: tagsByKey(command.Tags),
	};
}

function defaultsOf(command: Command): Record<string, string> {
	return Object.fromEntries(defaultParametersOf(command).map(({ name, value }) => [name, value]));
}
