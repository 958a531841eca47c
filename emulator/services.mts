import { ACTIONS } from './actions/index.mts';
import type { Handlers } from './actions/context.mts';
import { ROLE_ACTIONS, STS_SPECS } from './actions/roles.mts';
import { actionSpec, api } from './api.mts';
import type { ActionSpec } from './api.mts';
import { REGION_OPTIONAL } from './regions.mts';

/** A product and the actions that the emulator plays of it. */
export interface Service {
	/** As in the credential scope and in CAM. */
	name: string;
	version: string;
	actions: Handlers;
	/** The documentation of an action; undefined when there is no such action. */
	spec(action: string): ActionSpec | undefined;
	regionOptional: string[];
}

const TAT: Service = {
	name: 'tat',
	version: api.apiVersion,
	actions: ACTIONS,
	spec: actionSpec,
	regionOptional: REGION_OPTIONAL,
};

const STS: Service = {
	name: 'sts',
	version: '2018-08-13',
	actions: ROLE_ACTIONS,
	spec: (action) => (Object.hasOwn(STS_SPECS, action) ? STS_SPECS[action] : undefined),
	regionOptional: [],
};

/** The product that a request is for. All share one host here, so the version decides. */
export function serviceOf(headers: Record<string, string | string[] | undefined>): Service {
	return headers['x-tc-version'] === STS.version ? STS : TAT;
}
