/** How to tell that a value is within a limit, and what to say when it is not. */
interface Limit {
	holds(value: never, limit: never): boolean;
	/** Codes in order of preference; `*` stands for the parameter's name. */
	codes: string[];
	says: string;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;

const TOO_MANY = ['InvalidParameterValue.LimitExceeded', 'InvalidParameterValue'];
const TOO_LONG = ['InvalidParameterValue.TooLong', 'InvalidParameterValue'];
const MALFORMED = ['InvalidParameterValue.Invalid*', 'InvalidParameterValue'];
const TOO_MANY_VALUES = [
	'LimitExceeded.FilterValueExceeded',
	'InvalidParameterValue.InvalidFilter',
	'InvalidParameterValue',
];

/** One entry for each limit that tat-api.json may set; `<parameter>.<limit>` goes before `<limit>`. */
export const LIMITS: Record<string, Limit | undefined> = {
	enum: {
		holds: (value: string | string[], allowed: string[]) =>
			[value].flat().every((item) => allowed.includes(item)),
		codes: ['ResourceUnavailable.InvalidResourceQuotaResourceCode', 'InvalidParameterValue'],
		says: 'must be one of',
	},
	maxItems: {
		holds: (value: unknown[], limit: number) => value.length <= limit,
		codes: TOO_MANY,
		says: 'holds more items than',
	},
	'Values.maxItems': {
		holds: (values: string[], limit: number) => values.length <= limit,
		codes: TOO_MANY_VALUES,
		says: 'holds more filter values than',
	},
	maxLength: {
		holds: (value: string, limit: number) => value.length <= limit,
		codes: TOO_LONG,
		says: 'has more characters than',
	},
	maxBytes: {
		holds: (value: string, limit: number) => Buffer.byteLength(value) <= limit,
		codes: TOO_LONG,
		says: 'has more bytes than',
	},
	maxEncodedBytes: {
		holds: (value: string, limit: number) => value.length <= limit,
		codes: TOO_LONG,
		says: 'has more Base64 bytes than',
	},
	minimum: {
		holds: (value: number, limit: number) => value >= limit,
		codes: ['InvalidParameterValue.Range', 'InvalidParameterValue.TooSmall', ...TOO_MANY],
		says: 'is below',
	},
	maximum: {
		holds: (value: number, limit: number) => value <= limit,
		codes: ['InvalidParameterValue.Range', 'InvalidParameterValue.TooLarge', ...TOO_MANY],
		says: 'is above',
	},
	pattern: {
		holds: (value: string, pattern: string) => new RegExp(pattern).test(value),
		codes: MALFORMED,
		says: 'does not match',
	},
	encoding: {
		holds: (value: string, encoding: string) => encoding !== 'base64' || BASE64.test(value),
		codes: MALFORMED,
		says: 'is not',
	},
};
