import { AGENT_ACTIONS } from './agents.mts';
import { COMMAND_ACTIONS } from './commands.mts';
import type { Handlers } from './context.mts';
import { INVOCATION_ACTIONS } from './invocations.mts';
import { QUOTA_ACTIONS } from './quotas.mts';
import { INVOKER_ACTIONS } from './invokers.mts';
import { REGION_ACTIONS } from './regions.mts';
import { REGISTRATION_ACTIONS } from './registrations.mts';
import { SCENE_ACTIONS } from './scenes.mts';

/** The actions this emulator plays. */
export const ACTIONS: Handlers = {
	...AGENT_ACTIONS,
	...COMMAND_ACTIONS,
	...INVOCATION_ACTIONS,
	...QUOTA_ACTIONS,
	...INVOKER_ACTIONS,
	...REGION_ACTIONS,
	...REGISTRATION_ACTIONS,
	...SCENE_ACTIONS,
};
