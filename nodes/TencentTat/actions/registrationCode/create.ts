import type { CreateRegisterCodeRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { shown } from '../../transport/shown';
import { InputError } from '../../transport/TatError';
import { optionsField } from '../../form/fields';
import type { Added } from '../../form/form';
import { oneByOne } from '../operation';

const LONGEST_HOURS = 99_999;
const MOST_MACHINES = 10_000;

const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4_OR_CIDR = new RegExp(`^${OCTET}([.]${OCTET}){3}(/(3[0-2]|[12]?[0-9]))?$`);

export const create = oneByOne({
	option: {
		name: 'Create',
		action: 'Create registration code',
		description:
			'Create a code to enrol machines outside of Tencent Cloud, and return its secret value, which TAT shows only once',
	},

	fields: [
		{
			displayName:
				'The returned item, and so the execution data, holds the secret value of the code: whoever has it can enrol machines. TAT shows it only once.',
			name: 'secretNotice',
			type: 'notice',
			default: '',
		},
		optionsField(
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				description: 'At most 128 characters',
			},
			{
				displayName: 'Effective Time',
				name: 'effectiveTime',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: LONGEST_HOURS, numberPrecision: 0 },
				default: 4,
				description: 'How many hours the code is valid',
			},
			{
				displayName: 'Instance Name Prefix',
				name: 'instanceNamePrefix',
				type: 'string',
				default: '',
				placeholder: 'e.g. office',
				description:
					'Start of the names of machines enrolled with the code. At most 32 characters.',
			},
			{
				displayName: 'IP Address Range',
				name: 'ipAddressRange',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10.0.0.0/8',
				description:
					'Where machines may enrol from: an IPv4 address or a CIDR range. Anywhere if left empty.',
			},
			{
				displayName: 'Never Expires',
				name: 'neverExpires',
				type: 'boolean',
				default: false,
				description: 'Whether the code is valid until it is disabled, regardless of Effective Time',
			},
			{
				displayName: 'Register Limit',
				name: 'registerLimit',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: MOST_MACHINES, numberPrecision: 0 },
				default: 10,
				description: 'How many machines can be enrolled with the code',
			},
		),
	],

	carriedOut: ({ registerCodeId }) => registerCodeId,
	prepare(form, tat) {
		const send = tat.prepare('CreateRegisterCode', requestOf(form.options));
		return async () => {
			const answer = await send();
			return {
				registerCodeId: answer.RegisterCodeId,
				registerCodeValue: answer.RegisterCodeValue,
				region: tat.region,
				requestIds: [answer.RequestId],
			};
		};
	},
});

/** The options that were given, as the API takes them. @throws {InputError} */
function requestOf(options: Added): CreateRegisterCodeRequest {
	const description = options.text('description');
	const instanceNamePrefix = options.text('instanceNamePrefix');
	const ipAddressRange = options.text('ipAddressRange')?.trim();
	const registerLimit = options.number('registerLimit');
	const neverExpires = options.flag('neverExpires') === true;
	const hours = options.number('effectiveTime');
	return {
		...(description && { Description: description }),
		...(instanceNamePrefix && { InstanceNamePrefix: instanceNamePrefix }),
		...(ipAddressRange && { IpAddressRange: checkedRange(ipAddressRange) }),
		...(registerLimit !== undefined && { RegisterLimit: registerLimit }),
		...(hours !== undefined && { EffectiveTime: hours }),
		...(neverExpires && { EffectiveTime: LONGEST_HOURS + 1 }),
	};
}

function checkedRange(range: string): string {
	if (IPV4_OR_CIDR.test(range)) return range;
	throw new InputError(
		`IP Address Range is ${shown(range)}, which is neither an IPv4 address nor a range of them`,
		'Give an address such as 203.0.113.7, a range such as 10.0.0.0/8, or leave it empty.',
	);
}
