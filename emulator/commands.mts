import type { ModifyCommandRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import type { Clock } from './clock.mts';
import type { CommandFields, NewCommand } from './commandFields.mts';
import { VendorError } from './errors.mts';
import { newId } from './ids.mts';
import { PUBLIC_COMMANDS, PUBLISHED_AT } from './publicCommands.mts';

export type Owner = 'TAT' | 'USER';

export type StoredCommand = NewCommand & {
	commandId: string;
	/** Absent for a public command, which all regions have. */
	region?: string;
	createdBy: Owner;
	createdAt: number;
	updatedAt: number;
	/** IDs of scenes; only public commands have any. */
	scenes: readonly string[];
};

/** The saved commands, newest first: the account's own, then the older public ones. */
export class CommandBook {
	private readonly commands: StoredCommand[] = PUBLIC_COMMANDS.map((command) => ({
		...command,
		createdBy: 'TAT',
		createdAt: PUBLISHED_AT,
		updatedAt: PUBLISHED_AT,
	}));
	/** Own commands that a region takes (the number is inferred: the vendor's is in its console). */
	quota = 100;
	/** Whether an invoker runs this command, so that it cannot be deleted. */
	isBound: (commandId: string) => boolean = () => false;
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	/** Undefined when the region has no such command. */
	find(commandId: string, region?: string): StoredCommand | undefined {
		return this.visible(region).find((command) => command.commandId === commandId);
	}

	/** The commands that a region, or any, shows. */
	visible(region?: string): StoredCommand[] {
		return this.commands.filter(
			(command) =>
				region === undefined || command.region === undefined || command.region === region,
		);
	}

	own(region?: string): StoredCommand[] {
		return this.visible(region).filter(({ createdBy }) => createdBy === 'USER');
	}

	/** How much of `quota` a region has used. */
	used(region?: string): number {
		return this.own(region).length;
	}

	/** Throws when the name is taken or the quota used up. */
	add(region: string | undefined, command: NewCommand): StoredCommand {
		this.requireFreeName(command.CommandName, region);
		if (this.used(region) >= this.quota) {
			throw new VendorError(
				'ResourceUnavailable.UserHasNoQuotaCode',
				`The quota of ${this.quota} commands is used up.`,
			);
		}
		const now = this.clock.now();
		const stored: StoredCommand = {
			...command,
			commandId: newId('cmd-', 8),
			region,
			createdBy: 'USER',
			createdAt: now,
			updatedAt: now,
			scenes: [],
		};
		this.commands.unshift(stored);
		return stored;
	}

	/** Fields that `changes` leaves out stay as they are. Throws when the name is taken. */
	change(command: StoredCommand, changes: Partial<CommandFields<ModifyCommandRequest>>): void {
		this.requireFreeName(changes.CommandName, command.region, command);
		Object.assign(command, given(changes), { updatedAt: this.clock.now() });
	}

	remove(removed: readonly StoredCommand[]): void {
		for (const command of removed) this.commands.splice(this.commands.indexOf(command), 1);
	}

	private requireFreeName(name = '', region?: string, self?: StoredCommand): void {
		const taken = this.own(region).some(
			(command) => command !== self && command.CommandName === name,
		);
		if (!taken) return;
		throw new VendorError(
			'InvalidParameterValue.CommandNameDuplicated',
			`There is a command with the name \`${name}\`.`,
		);
	}
}

/** What is set of `fields`. */
export function given<T extends object>(fields: T): Partial<T> {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as Partial<T>;
}
