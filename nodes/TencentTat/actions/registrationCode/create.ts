import type { IDataObject } from 'n8n-workflow';
import type { CreateRegisterCodeRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models';

import { connect } from '../../transport/tat';
import { shown } from '../../transport/shown';
import { InputError } from '../../transport/TatError';
import { collectionOf } from '../collection';
import { optionsField, tatOptions } from '../fields';
import { numberWithin } from '../numbers';
import { oneByOne, type Operation } from '../operation';
import { textOf } from '../text';

const LONGEST_HOURS = 99_999;
const MOST_MACHINES = 10_000;

const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4_OR_CIDR = new RegExp(`^${OCTET}([.]${OCTET}){3}(/(3[0-2]|[12]?[0-9]))?$`);

export const create: Operation = {
	option: {
		name: 'Create',
		action: 'Create registration code',
		description:
			'Make a code that machines outside of Tencent Cloud are enrolled with, and answer its secret value this once',
	},

	fields: [
		{
			displayName:
				'The item that comes out, and with it the execution data, holds the secret value of the code: whoever has it can enrol machines. It cannot be asked for again.',
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
				typeOptions: { minValue: 1, maxValue: LONGEST_HOURS },
				default: 4,
				description: 'How many hours the code can be used',
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
					'Where machines must be to be enrolled: an IPv4 address, or a range as CIDR. Anywhere if left empty.',
			},
			{
				displayName: 'Never Expires',
				name: 'neverExpires',
				type: 'boolean',
				default: false,
				description:
					'Whether the code can be used until it is disabled, whatever Effective Time says',
			},
			{
				displayName: 'Register Limit',
				name: 'registerLimit',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: MOST_MACHINES },
				default: 10,
				description: 'How many machines can be enrolled with the code',
			},
		),
	],

	execute: oneByOne(async function (itemIndex) {
		const options = collectionOf(this, 'options', itemIndex);
		const request = requestOf(options);
		const tat = await connect(this, tatOptions(options));

		const answer = await tat.call('CreateRegisterCode', request);
		return {
			registerCodeId: answer.RegisterCodeId,
			registerCodeValue: answer.RegisterCodeValue,
			region: tat.region,
			requestIds: [answer.RequestId],
		};
	}),
};

/** What is set of the options. @throws {InputError} */
function requestOf(options: IDataObject): CreateRegisterCodeRequest {
	const { registerLimit } = options;
	const description = textOf(options.description, 'Description');
	const instanceNamePrefix = textOf(options.instanceNamePrefix, 'Instance Name Prefix');
	const ipAddressRange = textOf(options.ipAddressRange, 'IP Address Range').trim();
	return {
		...(description && { Description: description }),
		...(instanceNamePrefix && { InstanceNamePrefix: instanceNamePrefix }),
		...(ipAddressRange && { IpAddressRange: checkedRange(ipAddressRange) }),
		...(registerLimit === undefined
			? {}
			: {
					RegisterLimit: numberWithin(registerLimit, {
						name: 'Register Limit',
						least: 1,
						most: MOST_MACHINES,
						whole: true,
					}),
				}),
		...hoursOf(options),
	};
}

function hoursOf({ effectiveTime, neverExpires }: IDataObject): CreateRegisterCodeRequest {
	if (neverExpires === true) return { EffectiveTime: LONGEST_HOURS + 1 };
	if (effectiveTime === undefined) return {};
	return {
		EffectiveTime: numberWithin(effectiveTime, {
			name: 'Effective Time',
			least: 1,
			most: LONGEST_HOURS,
			whole: true,
		}),
	};
}

function checkedRange(range: string): string {
	if (IPV4_OR_CIDR.test(range)) return range;
	throw new InputError(
		`IP Address Range is ${shown(range)}, which is neither an IPv4 address nor a range of them`,
		'Give an address such as 203.0.113.7, a range such as 10.0.0.0/8, or leave it empty.',
	);
}
