import type {
	CreateCommandRequest,
	DefaultParameterConf,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import { defaultConfs } from './customParameters.mts';
import { VendorError } from './errors.mts';

/** What requests that create, change or run a command have in common. */
interface CommandRequest {
	CommandName?: string;
	EnableParameter?: boolean;
	DefaultParameters?: string;
	DefaultParameterConfs?: DefaultParameterConf[];
	OutputCOSKeyPrefix?: string;
}

/** The fields of a command in a request, its default parameters in the one form they are kept in. */
export type CommandFields<T> = Omit<T, 'DefaultParameters' | 'DefaultParameterConfs'> & {
	DefaultParameterConfs?: DefaultParameterConf[];
};

/** A command to be saved, its defaults filled in. */
export type NewCommand = CommandFields<CreateCommandRequest> & {
	CommandType: string;
	Timeout: number;
};

const NAME = /^[\p{Script=Han}A-Za-z0-9_.-]+$/u;
const BAD_PREFIX = /^\/|\/\/|(^|\/)\.\.(\/|$)/;

/** Checks what the limits do not cover. Throws the vendor's code. */
export function commandFields<T extends CommandRequest>({
	DefaultParameters,
	DefaultParameterConfs,
	...fields
}: T): CommandFields<T> {
	const { CommandName, EnableParameter, OutputCOSKeyPrefix = '' } = fields;
	if (CommandName !== undefined && !NAME.test(CommandName)) {
		throw new VendorError(
			'InvalidParameterValue.InvalidCommandName',
			`The name \`${CommandName}\` may hold letters, digits, Chinese characters, _, - and . only.`,
		);
	}
	if (BAD_PREFIX.test(OutputCOSKeyPrefix)) {
		throw new VendorError(
			'InvalidParameterValue.InvalidOutputCOSKeyPrefix',
			`The prefix \`${OutputCOSKeyPrefix}\` starts with /, or holds // or ..`,
		);
	}
	return {
		...fields,
		DefaultParameterConfs: defaultConfs({
			EnableParameter,
			DefaultParameters,
			DefaultParameterConfs,
		}),
	};
}
