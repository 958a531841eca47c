/** What a code means for the person who reads it. */
export interface ErrorCode {
	/** What happened, as the end of a sentence ("...: <meaning>"). */
	meaning: string;
	/** What to do next, as sentences. `{action}` stands for the CAM name of the action, such as `tat:RunCommand`. */
	hint: string;
}

/**
 * Whether a request that got this code may be sent again:
 * - `refused`: it was turned away before anything ran, so any request may be repeated after a pause;
 * - `unclear`: it may have run, so only a request that does no harm twice may be repeated;
 * - `final`: the answer will not change by asking again.
 */
export type RetryClass = 'refused' | 'unclear' | 'final';

const GRANT =
	'Allow {action} for this key in CAM (a minimal policy is in the README of this node), or use a key that has it.';
const MFA =
	'The account asks for multi-factor authentication on this action. Use a key of a sub-account or role that is exempt, since a workflow cannot enter a code.';
const IDS = 'Check the ID and the region: an ID is known only in the region it was made in.';
const LIMIT_HINT = 'Give fewer items, or split them over several requests.';

/**
 * Codes of API 3.0 itself and of TAT.
 *
 * @see https://www.tencentcloud.com/document/api/1147/46703 (CancelInvocation, section Error Codes)
 * @see https://www.tencentcloud.com/document/api/1147/46698 (common error codes)
 */
const ERROR_CODES: Readonly<Record<string, ErrorCode>> = {
	ActionOffline: {
		meaning: 'this action has been retired by Tencent Cloud',
		hint: 'Update the node package.',
	},
	AuthFailure: {
		meaning: 'Tencent Cloud does not accept this key',
		hint: 'Check SecretId and SecretKey in the credential, and what the key is allowed in CAM.',
	},
	'AuthFailure.InvalidAuthorization': {
		meaning: 'the signature header was malformed',
		hint: 'Check that SecretId and SecretKey in the credential have no stray characters.',
	},
	'AuthFailure.InvalidSecretId': {
		meaning: 'the SecretId is not one of a Tencent Cloud API key',
		hint: 'Copy the SecretId again from Access Management > API Keys.',
	},
	'AuthFailure.MFAFailure': { meaning: 'multi-factor authentication failed', hint: MFA },
	'AuthFailure.SecretIdNotFound': {
		meaning: 'the SecretId does not exist, was deleted or is disabled',
		hint: 'Check the SecretId in the credential, and that the key is enabled in Access Management > API Keys. Keys of the China and the international edition are not the same.',
	},
	'AuthFailure.SignatureExpire': {
		meaning: "the request's time differs from Tencent Cloud's by more than 5 minutes",
		hint: 'Set the clock of the machine that n8n runs on (NTP).',
	},
	'AuthFailure.SignatureFailure': {
		meaning: 'the signature does not match, so the SecretKey is not the one of this SecretId',
		hint: 'Copy the SecretKey again into the credential, without spaces. If it is lost, make a new key.',
	},
	'AuthFailure.TokenFailure': {
		meaning: 'the session token is wrong or has expired',
		hint: 'Put SecretId, SecretKey and session token of one newly issued temporary key into the credential, or use a permanent key and leave the token empty.',
	},
	'AuthFailure.UnauthorizedOperation': { meaning: 'this key may not do that', hint: GRANT },
	DryRunOperation: {
		meaning: 'the request was only a trial and would have succeeded',
		hint: 'Send it without the trial parameter.',
	},
	FailedOperation: {
		meaning: 'Tencent Cloud could not carry it out',
		hint: 'Look at the text of the answer, and at the instance in the console.',
	},
	'FailedOperation.CVMError': {
		meaning: 'CVM answered TAT with an error',
		hint: 'Check the state of the instance in the CVM console, then try again.',
	},
	'FailedOperation.LighthouseError': {
		meaning: 'Lighthouse answered TAT with an error',
		hint: 'Check the state of the instance in the Lighthouse console, then try again.',
	},
	'FailedOperation.TagOperationFailed': {
		meaning: 'the tags could not be attached',
		hint: 'Check that this key may attach tags, and that they are within the limits of the Tag service.',
	},
	InternalError: {
		meaning: 'Tencent Cloud had an internal fault',
		hint: 'Try again in a moment. If it stays, give the RequestId to Tencent Cloud support.',
	},
	InvalidAction: {
		meaning: 'the endpoint does not know this action',
		hint: 'Check the endpoint in the credential: it must be one of the service tat.',
	},
	InvalidFilter: {
		meaning: 'a filter is not valid',
		hint: 'Check names and values of the filters.',
	},
	InvalidParameter: {
		meaning: 'a parameter is not valid',
		hint: 'The text of the answer names it: correct it in the node.',
	},
	'InvalidParameter.ConflictParameter': {
		meaning: 'two parameters exclude each other',
		hint: 'Give either IDs or filters, not both.',
	},
	'InvalidParameter.InvalidUsername': {
		meaning: 'the user name is not valid on the instance',
		hint: 'Give the name of an account that exists on the instance, or leave it empty.',
	},
	'InvalidParameter.ParameterNameDuplicated': {
		meaning: 'a command parameter is given twice',
		hint: 'Give each parameter once.',
	},
	InvalidParameterValue: {
		meaning: 'the value of a parameter is not valid',
		hint: 'The text of the answer names it: correct it in the node.',
	},
	'InvalidParameterValue.AgentUnsupportedCommandType': {
		meaning: 'the instance cannot run this type of command',
		hint: 'Shell runs on Linux, PowerShell and Bat on Windows: choose the type that fits, or update the TAT agent.',
	},
	'InvalidParameterValue.CommandContentInvalid': {
		meaning: 'the script is not valid',
		hint: 'Check the script and its {{parameters}}.',
	},
	'InvalidParameterValue.CommandNameDuplicated': {
		meaning: 'a saved command already has this name',
		hint: 'Choose another name.',
	},
	'InvalidParameterValue.ID': {
		meaning: 'an ID is not valid',
		hint: IDS,
	},
	'InvalidParameterValue.InconsistentID': {
		meaning: 'the IDs do not belong together',
		hint: IDS,
	},
	'InvalidParameterValue.InconsistentInstance': {
		meaning: 'the instances are of different kinds',
		hint: 'CVM (ins-) and Lighthouse (lhins-) instances cannot share a run: use one step for each kind.',
	},
	'InvalidParameterValue.InstanceIsNotRelatedToInvocation': {
		meaning: 'an instance has no task in this invocation',
		hint: 'Leave out the instance that the answer names.',
	},
	'InvalidParameterValue.InvalidCommandId': { meaning: 'the command ID is not valid', hint: IDS },
	'InvalidParameterValue.InvalidCommandName': {
		meaning: 'the command name is not valid',
		hint: 'Use letters, digits, Chinese characters, _, - and . only, at most 60 bytes.',
	},
	'InvalidParameterValue.InvalidContent': {
		meaning: 'the script could not be read',
		hint: 'Give the script as plain text: the node encodes it.',
	},
	'InvalidParameterValue.InvalidCronExpression': {
		meaning: 'the schedule is not a valid cron expression',
		hint: 'Give five fields, minute, hour, day, month and weekday, in Beijing time (UTC+8), e.g. 30 2 * * *.',
	},
	'InvalidParameterValue.InvalidFilter': {
		meaning: 'a filter is not valid',
		hint: 'Check names and values of the filters.',
	},
	'InvalidParameterValue.InvalidInstanceId': {
		meaning: 'an instance ID is not valid',
		hint: 'Instance IDs look like ins-zcewfho0, lhins-... or rins-... .',
	},
	'InvalidParameterValue.InvalidInvocationId': {
		meaning: 'the invocation ID is not valid',
		hint: 'Invocation IDs look like inv-ib2lld37.',
	},
	'InvalidParameterValue.InvalidInvocationTaskId': {
		meaning: 'the task ID is not valid',
		hint: 'Task IDs look like invt-jqb5ejvq.',
	},
	'InvalidParameterValue.InvalidInvokerId': {
		meaning: 'the invoker ID is not valid',
		hint: IDS,
	},
	'InvalidParameterValue.InvalidOutputCOSBucketUrl': {
		meaning: 'the COS bucket URL is not valid',
		hint: 'Give it as https://<bucket>-<appid>.cos.<region>.myqcloud.com.',
	},
	'InvalidParameterValue.InvalidOutputCOSKeyPrefix': {
		meaning: 'the folder in the COS bucket is not valid',
		hint: 'No slash at the start, no // and no .. in it.',
	},
	'InvalidParameterValue.InvalidRegisterCodeId': {
		meaning: 'the registration code ID is not valid',
		hint: `Give the ID of the code, not the code itself. ${IDS}`,
	},
	'InvalidParameterValue.InvalidRegisterInstanceId': {
		meaning: 'the managed instance ID is not valid, or there is no such managed instance',
		hint: `Managed instance IDs look like rins-gbq1w2x8. ${IDS}`,
	},
	'InvalidParameterValue.InvalidSceneId': {
		meaning: 'the scene ID is not valid',
		hint: 'Scene IDs look like sc-9wl0ku2i.',
	},
	'InvalidParameterValue.InvalidSceneName': {
		meaning: 'the scene name is not valid',
		hint: 'Give the name of a scene that there is.',
	},
	'InvalidParameterValue.InvalidTimeFormat': {
		meaning: 'the time is not written as the API takes it',
		hint: 'Give a date with a time and an offset, such as 2026-01-31T08:00:00+08:00.',
	},
	'InvalidParameterValue.InvalidUsername': {
		meaning: 'the user name is not valid',
		hint: 'Give the name of an account that exists on the instance, or leave it empty.',
	},
	'InvalidParameterValue.InvalidWorkingDirectory': {
		meaning: 'the working directory is not valid',
		hint: 'Give an absolute path that exists on the instance.',
	},
	'InvalidParameterValue.InvokeTimeExpired': {
		meaning: 'the time of the run is already past',
		hint: 'Give a time in the future.',
	},
	'InvalidParameterValue.LackOfParameterInfo': {
		meaning: 'the script has {{parameters}} without values',
		hint: 'Give a value for every parameter in the script.',
	},
	'InvalidParameterValue.LackOfParameters': {
		meaning: 'the script has {{parameters}} without values',
		hint: 'Give a value for every parameter in the script.',
	},
	'InvalidParameterValue.LimitExceeded': {
		meaning: 'a parameter has more entries than the API takes',
		hint: LIMIT_HINT,
	},
	'InvalidParameterValue.ParameterDisabled': {
		meaning: 'the command takes no parameters',
		hint: 'Leave the parameters out, or use a command made with parameters enabled.',
	},
	'InvalidParameterValue.ParameterInvalidJsonFormat': {
		meaning: 'the command parameters are not a JSON object',
		hint: 'Give them as {"name": "value"}.',
	},
	'InvalidParameterValue.ParameterKeyContainsInvalidChar': {
		meaning: 'the name of a command parameter has a character that is not allowed',
		hint: 'Use letters, digits, _ and - only.',
	},
	'InvalidParameterValue.ParameterKeyDuplicated': {
		meaning: 'a command parameter or an ID is given twice',
		hint: 'Give each once.',
	},
	'InvalidParameterValue.ParameterKeyLenExceeded': {
		meaning: 'the name of a command parameter is too long',
		hint: 'Use at most 64 characters.',
	},
	'InvalidParameterValue.ParameterNumberExceeded': {
		meaning: 'there are too many command parameters',
		hint: 'Use at most 20.',
	},
	'InvalidParameterValue.ParameterValueNotString': {
		meaning: 'the value of a command parameter is not text',
		hint: 'Give every value as text, e.g. "5" instead of 5.',
	},
	'InvalidParameterValue.Range': {
		meaning: 'a number is outside its range',
		hint: 'The text of the answer names the parameter and its range.',
	},
	'InvalidParameterValue.SupportParametersOnlyIfEnableParameter': {
		meaning: 'the command was made without parameters',
		hint: 'Leave the parameters out, or use a command made with parameters enabled.',
	},
	'InvalidParameterValue.TooLarge': {
		meaning: 'a number is too large',
		hint: 'The text of the answer names the parameter: give a smaller number.',
	},
	'InvalidParameterValue.TooLong': {
		meaning: 'a value is too long',
		hint: 'The text of the answer names the parameter: shorten it.',
	},
	'InvalidParameterValue.TooSmall': {
		meaning: 'a number is too small',
		hint: 'The text of the answer names the parameter: give a larger number.',
	},
	InvalidRequest: {
		meaning: 'the body of the request is not valid',
		hint: 'Send a JSON body.',
	},
	IpInBlacklist: {
		meaning: 'requests from this IP address are blocked',
		hint: 'Take the address of the n8n machine off the deny list in Access Management.',
	},
	IpNotInWhitelist: {
		meaning: 'requests from this IP address are not allowed',
		hint: 'Add the address of the n8n machine to the allow list in Access Management.',
	},
	LimitExceeded: {
		meaning: 'a quota of the account is used up',
		hint: 'Delete what is no longer needed, or ask Tencent Cloud for a larger quota.',
	},
	'LimitExceeded.FilterValueExceeded': {
		meaning: 'a filter has too many values',
		hint: 'Give at most 5 values per filter.',
	},
	MissingParameter: {
		meaning: 'a required parameter is missing',
		hint: 'The text of the answer names it: fill it in.',
	},
	NoSuchProduct: {
		meaning: 'the endpoint does not know this service',
		hint: 'Check the endpoint in the credential.',
	},
	NoSuchVersion: {
		meaning: 'the endpoint does not know this API version',
		hint: 'Check the endpoint in the credential, and X-TC-Version where you set it yourself.',
	},
	OperationDenied: {
		meaning: 'the operation is not allowed now',
		hint: 'Look at the state of the instance in the console.',
	},
	RequestLimitExceeded: {
		meaning: 'too many requests: the API takes 20 a second per action, region and sub-account',
		hint: 'Something else uses the same quota. Try again later, or spread the work over time.',
	},
	'RequestLimitExceeded.GlobalRegionUinLimitExceeded': {
		meaning: 'too many requests from the root account over all regions',
		hint: 'Something else uses the same quota. Try again later, or spread the work over time.',
	},
	'RequestLimitExceeded.IPLimitExceeded': {
		meaning: 'too many requests from this IP address',
		hint: 'Something else on this address uses the same quota. Try again later.',
	},
	'RequestLimitExceeded.UinLimitExceeded': {
		meaning: 'too many requests from the root account',
		hint: 'Something else uses the same quota. Try again later, or spread the work over time.',
	},
	RequestSizeLimitExceeded: { meaning: 'the request is too large', hint: LIMIT_HINT },
	ResourceInUse: { meaning: 'the resource is in use', hint: 'Wait until it is free.' },
	ResourceInsufficient: {
		meaning: 'there are not enough resources',
		hint: 'Try again later.',
	},
	ResourceNotFound: { meaning: 'there is no such resource', hint: IDS },
	'ResourceNotFound.CommandNotFound': {
		meaning: 'there is no such command',
		hint: `${IDS} Public commands of TAT can be run, but not changed or deleted.`,
	},
	'ResourceNotFound.CosBucketNotFoundCode': {
		meaning: 'the COS bucket does not exist',
		hint: 'Check name and region of the bucket.',
	},
	'ResourceNotFound.InstanceNotFound': { meaning: 'there is no such instance', hint: IDS },
	'ResourceNotFound.InvocationNotFound': {
		meaning: 'there is no such invocation',
		hint: IDS,
	},
	'ResourceNotFound.RegisterCodesNotFoundCode': {
		meaning: 'there is no such registration code',
		hint: IDS,
	},
	'ResourceNotFound.RegisterInstanceNotFoundCode': {
		meaning: 'there is no such managed instance',
		hint: IDS,
	},
	'ResourceNotFound.RoleNotFound': {
		meaning: 'the role that TAT needs does not exist',
		hint: 'Open TAT once in the console and agree to create its service role.',
	},
	ResourceUnavailable: {
		meaning: 'the resource is not available',
		hint: 'Check its state in the console.',
	},
	'ResourceUnavailable.AgentNotInstalled': {
		meaning: 'the TAT agent is not installed on an instance',
		hint: 'Install the TAT agent on the instance that the answer names.',
	},
	'ResourceUnavailable.AgentStatusNotOnline': {
		meaning: 'the TAT agent of an instance is offline',
		hint: 'Start the instance or its TAT agent, or leave the instance out.',
	},
	'ResourceUnavailable.CommandInExecuting': {
		meaning: 'the command is being run',
		hint: 'Wait until its invocations are over, or cancel them.',
	},
	'ResourceUnavailable.CommandInInvoker': {
		meaning: 'an invoker runs the command',
		hint: 'Delete the invoker first, or give it another command.',
	},
	'ResourceUnavailable.InstanceStateNotRunning': {
		meaning: 'an instance is not running',
		hint: 'Start the instance that the answer names, or leave it out.',
	},
	'ResourceUnavailable.InvalidResourceQuotaResourceCode': {
		meaning: 'there is no quota of this name',
		hint: 'There are quotas of commands and of registration codes.',
	},
	'ResourceUnavailable.LighthouseUnsupportedRegion': {
		meaning: 'Lighthouse is not supported in this region',
		hint: 'Choose another region.',
	},
	'ResourceUnavailable.UserHasNoQuotaCode': {
		meaning: 'the account has no quota for this',
		hint: 'Ask Tencent Cloud for a quota.',
	},
	ResponseSizeLimitExceeded: {
		meaning: 'the answer would be too large',
		hint: 'Ask for fewer results at a time.',
	},
	ServiceUnavailable: {
		meaning: 'the service is not available at the moment',
		hint: 'Try again in a moment.',
	},
	UnauthorizedOperation: { meaning: 'this key may not do that', hint: GRANT },
	'UnauthorizedOperation.AssumeRoleUnauthorized': {
		meaning: 'this key may not pass the role on to TAT',
		hint: 'Allow cam:PassRole for the role of TAT.',
	},
	'UnauthorizedOperation.CamAuthFailed': {
		meaning: 'this key has no permission for the action',
		hint: GRANT,
	},
	'UnauthorizedOperation.InvalidToken': {
		meaning: 'the session token is not valid',
		hint: 'Put a newly issued temporary key with its token into the credential, or use a permanent key and leave the token empty.',
	},
	'UnauthorizedOperation.MFAExpired': {
		meaning: 'the multi-factor authentication has expired',
		hint: MFA,
	},
	'UnauthorizedOperation.MFANotFound': {
		meaning: 'multi-factor authentication is required',
		hint: MFA,
	},
	'UnauthorizedOperation.NeedApproval': {
		meaning: 'the account asks for an approval of this operation',
		hint: 'Have it approved in the console, or use a key that needs no approval.',
	},
	UnknownParameter: {
		meaning: 'the API does not know a parameter that was sent',
		hint: 'Update the node package.',
	},
	UnsupportedOperation: {
		meaning: 'the operation is not supported',
		hint: 'The text of the answer says why.',
	},
	UnsupportedProtocol: {
		meaning: 'the API takes only GET and POST over HTTPS',
		hint: 'Check the endpoint in the credential.',
	},
	UnsupportedRegion: {
		meaning: 'the service is not offered in this region',
		hint: 'Choose a region from the list, or check its spelling.',
	},
};

/**
 * Codes that mean something else from STS.
 *
 * @see https://www.tencentcloud.com/document/api/1150/49456 (AssumeRole, section Error Codes)
 */
const STS_CODES: Readonly<Record<string, ErrorCode>> = {
	InvalidParameter: {
		meaning: 'STS does not take what the credential says of the role',
		hint: 'Check Role ARN, Role Session Name, External ID and Duration in the credential.',
	},
	'InvalidParameter.OverTimeError': {
		meaning: 'the role does not allow keys that live as long as the duration in the credential',
		hint: 'Lower Duration in the credential, or raise the maximum session duration of the role in Access Management.',
	},
	ResourceNotFound: {
		meaning: 'there is no such role',
		hint: 'Copy the Role ARN again from Access Management > Roles into the credential.',
	},
	UnauthorizedOperation: {
		meaning: 'this key may not assume it',
		hint: 'Allow {action} on the role for this key in CAM, let the role trust the account of the key, and check that External ID in the credential is the one that the role asks for.',
	},
};

/**
 * The entry of a code, else of the class it belongs to (`InternalError.X` is an `InternalError`).
 *
 * @param service the product that answered with it
 */
export function errorCode(code: string, service = 'tat'): ErrorCode {
	const [group] = code.split('.');
	const own = service === 'sts' ? STS_CODES : {};
	return (
		entry(own, code) ??
		entry(own, group) ??
		entry(ERROR_CODES, code) ??
		entry(ERROR_CODES, group) ?? {
			meaning: 'Tencent Cloud refused the request',
			hint: 'The text of the answer says why.',
		}
	);
}

/** Codes with a text of their own. */
export const KNOWN_CODES: readonly string[] = Object.keys(ERROR_CODES);

const RETRY_CLASSES: Readonly<Record<string, RetryClass>> = {
	RequestLimitExceeded: 'refused',
	InternalError: 'unclear',
	ServiceUnavailable: 'unclear',
};

export function retryClass(code: string): RetryClass {
	return entry(RETRY_CLASSES, code.split('.')[0]) ?? 'final';
}

/** Codes come from outside: one that is called like something every object has is not in the table. */
function entry<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
	return Object.hasOwn(table, code) ? table[code] : undefined;
}
