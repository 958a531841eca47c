import { AGENT_ACTIONS } from './agents.mts';
import { COMMAND_ACTIONS } from './commands.mts';
import type { Handlers } from './context.mts';
import { INVOCATION_ACTIONS } from './invocations.mts';
import { INVOKER_ACTIONS } from './invokers.mts';
import { REGION_ACTIONS } from './regions.mts';

/** The actions this emulator plays. */
export const ACTIONS: Handlers = {
	...AGENT_ACTIONS,
	...COMMAND_ACTIONS,
	...INVOCATION_ACTIONS,
	...INVOKER_ACTIONS,
	...REGION_ACTIONS,
};
