import type { Agent } from './agents/agent.mts';
import { scriptedAgent } from './agents/scripted.mts';
import type { ScriptedAgent } from './agents/scripted.mts';
import type { Clock } from './clock.mts';
import { DEFAULT_REGION } from './regions.mts';

export type InstanceKind = 'CVM' | 'LIGHTHOUSE';
export type Environment = 'Linux' | 'Windows';

/** An instance as the user of the emulator describes it. */
export interface InstanceSpec {
	instanceId: string;
	/** Default `ap-guangzhou`. */
	region?: string;
	/** Default by the ID: LIGHTHOUSE for `lhins-`, else CVM. */
	kind?: InstanceKind;
	/** `bash` really runs scripts, in a sandbox; anything else only pretends. */
	agent: 'bash' | ScriptedAgent;
	/** Default true. */
	online?: boolean;
	/** Default Linux. Only Linux can have a `bash` agent. */
	environment?: Environment;
}

export interface Instance {
	instanceId: string;
	region: string;
	kind: InstanceKind;
	online: boolean;
	/** Of an agent that is offline. */
	lastHeartbeatAt: number;
	environment: Environment;
	agent: Agent;
}

/** Instance specs with IDs `<prefix>0001`, `<prefix>0002`, ... */
export function instanceSpecs(
	prefix: string,
	count: number,
	agent: InstanceSpec['agent'],
): InstanceSpec[] {
	return Array.from({ length: count }, (_, index) => ({
		instanceId: `${prefix}${String(index + 1).padStart(4, '0')}`,
		agent,
	}));
}

export function instanceOf(spec: InstanceSpec, bash: Agent, clock: Clock): Instance {
	const { environment = 'Linux' } = spec;
	return {
		instanceId: spec.instanceId,
		region: spec.region ?? DEFAULT_REGION,
		kind: spec.kind ?? (spec.instanceId.startsWith('lhins-') ? 'LIGHTHOUSE' : 'CVM'),
		online: spec.online ?? true,
		lastHeartbeatAt: clock.now(),
		environment,
		agent: spec.agent === 'bash' ? bash : scriptedAgent(spec.agent, clock, environment),
	};
}
