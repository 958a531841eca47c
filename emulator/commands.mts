import type { CreateCommandRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import type { Clock } from './clock.mts';
import { newId } from './invocations.mts';

/** A saved command, its defaults filled in. */
export interface StoredCommand extends CreateCommandRequest {
	commandId: string;
	region: string;
	createdBy: 'TAT' | 'USER';
	createdAt: number;
	updatedAt: number;
}

/** The saved commands of the account, newest first. */
export class CommandBook {
	readonly commands: StoredCommand[] = [];
	/** Own commands that a region takes (the number is inferred: the vendor's is in its console). */
	quota = 100;
	private readonly clock: Clock;

	constructor(clock: Clock) {
		this.clock = clock;
	}

	/** How much of `quota` a region has used. */
	used(region?: string): number {
		return this.commands.filter(
			(command) => command.region === region && command.createdBy === 'USER',
		).length;
	}

	add(
		region: string,
		command: CreateCommandRequest,
		createdBy: 'TAT' | 'USER' = 'USER',
	): StoredCommand {
		const now = this.clock.now();
		const stored = {
			...command,
			commandId: newId('cmd-', 8),
			region,
			createdBy,
			createdAt: now,
			updatedAt: now,
		};
		this.commands.unshift(stored);
		return stored;
	}
}
