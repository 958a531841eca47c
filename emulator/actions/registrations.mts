import type {
	CreateRegisterCodeRequest,
	DeleteRegisterCodesRequest,
	DeleteRegisterInstanceRequest,
	DescribeRegisterCodesRequest,
	DescribeRegisterInstancesRequest,
	DisableRegisterCodesRequest,
	ModifyRegisterInstanceRequest,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import * as responses from '../responses.mts';
import { VendorError } from '../errors.mts';
import { isAddressRange } from '../registrations.mts';
import type { ManagedInstance, RegistrationCode } from '../registrations.mts';
import { inRegion, matches, page, tagProperties } from './context.mts';
import type { Context, Handlers } from './context.mts';

export const REGISTRATION_ACTIONS: Handlers = {
	CreateRegisterCode(request: CreateRegisterCodeRequest, { registrations, region = '' }) {
		const { EffectiveTime = 1, IpAddressRange } = request;
		if (EffectiveTime < 1) {
			throw new VendorError(
				'InvalidParameterValue.TooSmall',
				'The value of parameter `EffectiveTime` is below 1.',
			);
		}
		if (IpAddressRange && !isAddressRange(IpAddressRange)) {
			throw new VendorError(
				'InvalidParameter',
				`\`${IpAddressRange}\` is neither an IPv4 address nor a CIDR block.`,
			);
		}
		const { registerCodeId, value } = registrations.create(region, request);
		return { RegisterCodeId: registerCodeId, RegisterCodeValue: value };
	},

	DescribeRegisterCodes(request: DescribeRegisterCodesRequest, context) {
		const { RegisterCodeIds } = request;
		const found = inRegion(context.registrations.codes, context).filter(({ registerCodeId }) =>
			matches([], RegisterCodeIds, { id: registerCodeId }),
		);
		return {
			TotalCount: found.length,
			RegisterCodeSet: page(found, request).map(responses.registrationCode),
		};
	},

	DisableRegisterCodes({ RegisterCodeIds }: DisableRegisterCodesRequest, context) {
		context.registrations.disable(codesOf(RegisterCodeIds, context));
		return {};
	},

	DeleteRegisterCodes({ RegisterCodeIds }: DeleteRegisterCodesRequest, context) {
		context.registrations.remove(codesOf(RegisterCodeIds, context));
		return {};
	},

	DescribeRegisterInstances(request: DescribeRegisterInstancesRequest, context) {
		const found = inRegion(context.registrations.managed, context).filter((managed) =>
			matches(request.Filters, request.InstanceIds, {
				'instance-id': managed.instance.instanceId,
				'instance-name': managed.name,
				'register-status': managed.instance.online ? 'Online' : 'Offline',
				'local-ip': managed.localIp,
				'register-code-id': managed.registerCodeId,
				'sys-name': managed.instance.environment,
				...tagProperties(managed.tags),
			}),
		);
		return {
			TotalCount: found.length,
			RegisterInstanceSet: page(found, request).map(responses.managedInstance),
		};
	},

	/** Its page documents no code for a missing one, so this is the code for an invalid ID. */
	ModifyRegisterInstance({ InstanceId, InstanceName }: ModifyRegisterInstanceRequest, context) {
		const code = 'InvalidParameterValue.InvalidRegisterInstanceId';
		context.registrations.rename(managedOf(InstanceId, context, code), InstanceName);
		return {};
	},

	DeleteRegisterInstance({ InstanceId }: DeleteRegisterInstanceRequest, context) {
		const code = 'ResourceNotFound.RegisterInstanceNotFoundCode';
		context.registrations.dismiss(managedOf(InstanceId, context, code));
		return {};
	},
};

/** The codes of these IDs; throws when one is given twice, or does not exist. */
function codesOf(ids: string[], context: Context): RegistrationCode[] {
	if (new Set(ids).size < ids.length) {
		throw new VendorError(
			'InvalidParameterValue.ParameterKeyDuplicated',
			'An ID stands twice in `RegisterCodeIds`.',
		);
	}
	const known = inRegion(context.registrations.codes, context);
	return ids.map((id) => {
		const code = known.find(({ registerCodeId }) => registerCodeId === id);
		if (code !== undefined) return code;
		throw new VendorError(
			'ResourceNotFound.RegisterCodesNotFoundCode',
			`The registration code \`${id}\` is not found.`,
		);
	});
}

function managedOf(id: string, context: Context, code: string): ManagedInstance {
	const managed = inRegion(context.registrations.managed, context).find(
		({ instance }) => instance.instanceId === id,
	);
	if (managed !== undefined) return managed;
	throw new VendorError(code, `The managed instance \`${id}\` is not found.`);
}
