import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { BlockList, isIPv4 } from 'node:net';
import type {
	CreateRegisterCodeRequest,
	Tag,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import type { Clock } from './clock.mts';
import { VendorError } from './errors.mts';
import { newId } from './ids.mts';
import type { Instance, InstanceSpec } from './instances.mts';

export interface RegistrationCode {
	registerCodeId: string;
	/** The secret that machines enrol with. */
	value: string;
	region: string;
	description: string;
	instanceNamePrefix: string;
	registerLimit: number;
	registeredCount: number;
	/** Empty for anywhere. */
	ipAddressRange: string;
	enabled: boolean;
	/** Null for never. */
	expiresAt: number | null;
	createdAt: number;
	updatedAt: number;
}

/** A machine outside of Tencent Cloud that asks to be enrolled. */
export interface Machine extends Partial<Omit<InstanceSpec, 'instanceId' | 'region' | 'kind'>> {
	hostName: string;
	/** Also the address that the enrolment comes from. */
	localIp: string;
	tags?: Tag[];
}

export interface ManagedInstance {
	registerCodeId: string;
	/** It runs commands like any other instance. */
	instance: Instance;
	region: string;
	name: string;
	machineId: string;
	hostName: string;
	localIp: string;
	publicKey: string;
	tags: Tag[];
	createdAt: number;
	updatedAt: number;
}

const HOUR_MS = 3_600_000;
/** From this many hours on, a code never expires. */
const LONGEST_HOURS = 99_999;

/** Registration codes, and the machines enrolled with them; newest first. */
export class RegistrationBook {
	readonly codes: RegistrationCode[] = [];
	readonly managed: ManagedInstance[] = [];
	/** Codes that a region takes (the number is inferred: the vendor's is in its console). */
	quota = 100;
	private readonly clock: Clock;
	private readonly instances: Instance[];
	private readonly instanceOf: (spec: InstanceSpec) => Instance;

	/** Enrolled machines are added to `instances`. */
	constructor(clock: Clock, instances: Instance[], instanceOf: (spec: InstanceSpec) => Instance) {
		this.clock = clock;
		this.instances = instances;
		this.instanceOf = instanceOf;
	}

	/** How much of `quota` a region has used. */
	used(region?: string): number {
		return this.codes.filter((code) => code.region === region).length;
	}

	/** Throws when the quota is used up; its code is inferred, as the action documents none. */
	create(
		region: string,
		{
			Description: description = '',
			InstanceNamePrefix: instanceNamePrefix = '',
			RegisterLimit: registerLimit = 10,
			EffectiveTime = 4,
			IpAddressRange: ipAddressRange = '',
		}: CreateRegisterCodeRequest,
	): RegistrationCode {
		if (this.used(region) >= this.quota) {
			throw new VendorError(
				'LimitExceeded',
				`The quota of ${this.quota} registration codes is used up.`,
			);
		}
		const now = this.clock.now();
		const code: RegistrationCode = {
			registerCodeId: randomUUID(),
			value: randomBytes(16).toString('hex'),
			region,
			description,
			instanceNamePrefix,
			registerLimit,
			registeredCount: 0,
			ipAddressRange,
			enabled: true,
			expiresAt: EffectiveTime > LONGEST_HOURS ? null : now + EffectiveTime * HOUR_MS,
			createdAt: now,
			updatedAt: now,
		};
		this.codes.unshift(code);
		return code;
	}

	disable(codes: readonly RegistrationCode[]): void {
		for (const code of codes) Object.assign(code, { enabled: false, updatedAt: this.clock.now() });
	}

	/** Machines enrolled with these codes stay. */
	remove(codes: readonly RegistrationCode[]): void {
		for (const code of codes) this.codes.splice(this.codes.indexOf(code), 1);
	}

	/** What a machine does when its agent is told to register. Throws when the code does not let it. */
	enrol(value: string, machine: Machine): ManagedInstance {
		const code = this.codes.find((each) => each.value === value);
		if (code === undefined) throw new Error('There is no such registration code');
		const refusal = refusalOf(code, machine, this.clock.now());
		if (refusal !== undefined) throw new Error(`The registration code ${refusal}`);

		const { hostName, localIp, tags = [], agent = {}, ...spec } = machine;
		const { registerCodeId, region, instanceNamePrefix } = code;
		const now = this.clock.now();
		const managed: ManagedInstance = {
			registerCodeId,
			instance: this.instanceOf({ ...spec, agent, region, instanceId: newId('rins-', 8) }),
			region,
			// How the prefix is joined is inferred.
			name: instanceNamePrefix === '' ? hostName : `${instanceNamePrefix}-${hostName}`,
			machineId: randomUUID(),
			hostName,
			localIp,
			publicKey: publicKey(),
			tags,
			createdAt: now,
			updatedAt: now,
		};
		code.registeredCount++;
		code.updatedAt = now;
		this.managed.unshift(managed);
		this.instances.push(managed.instance);
		return managed;
	}

	rename(managed: ManagedInstance, name: string): void {
		Object.assign(managed, { name, updatedAt: this.clock.now() });
	}

	/** Does not free a use of its code: that is not documented. */
	dismiss(managed: ManagedInstance): void {
		this.managed.splice(this.managed.indexOf(managed), 1);
		this.instances.splice(this.instances.indexOf(managed.instance), 1);
	}
}

/** `10.0.0.7` or `10.0.0.0/8`. */
export function isAddressRange(range: string): boolean {
	const [address, prefix = '32', ...more] = range.split('/');
	return isIPv4(address) && /^\d{1,2}$/.test(prefix) && Number(prefix) <= 32 && more.length === 0;
}

function isWithin(address: string, range: string): boolean {
	const [net, prefix = '32'] = range.split('/');
	const list = new BlockList();
	list.addSubnet(net, Number(prefix));
	return list.check(address);
}

/** Why a code cannot be used, as the end of a sentence. */
function refusalOf(
	{ enabled, expiresAt, registeredCount, registerLimit, ipAddressRange }: RegistrationCode,
	{ localIp }: Machine,
	now: number,
): string | undefined {
	if (!enabled) return 'is disabled';
	if (expiresAt !== null && expiresAt <= now) return 'has expired';
	if (registeredCount >= registerLimit) return `has been used by ${registerLimit} machines`;
	if (ipAddressRange !== '' && !isWithin(localIp, ipAddressRange)) {
		return `is for machines of ${ipAddressRange}`;
	}
	return undefined;
}

function publicKey(): string {
	return generateKeyPairSync('ed25519')
		.publicKey.export({ type: 'spki', format: 'pem' })
		.toString();
}
