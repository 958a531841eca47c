import type { ActionSpec } from './api.mts';
import { VendorError } from './errors.mts';
import type { Key, KeyRing } from './keys.mts';
import { serviceOf } from './services.mts';
import type { Service } from './services.mts';
import { parseAuthorization, signatureMatches } from './signature.mts';
import type { Authorization, SignedRequest } from './signature.mts';

/** A request that has passed all checks. */
export interface Admitted {
	service: Service;
	action: string;
	spec: ActionSpec;
	secretId: string;
	region?: string;
}

const CLOCK_TOLERANCE_SECONDS = 300;

/** Host names that DNS rebinding by a web page cannot use: the keys here are not secret. */
const SAFE_HOST = /^(127\.0\.0\.1|(.+\.)?(localhost|test|tencentcloudapi\.com))(:\d+)?$/i;

/**
 * Checks the common parameters in the vendor's order: action and version of the service, time, authorization, token,
 * CAM, region. `now` in seconds. Throws the VendorError of the first fault.
 */
export function admit(
	request: SignedRequest,
	known: { keys: KeyRing; regions: string[] },
	now: number,
): Admitted {
	const { headers } = request;
	if (!SAFE_HOST.test(headers.host ?? '')) {
		throw new VendorError('IpNotInWhitelist', `The host \`${headers.host}\` is not this machine.`);
	}
	const action = headers['x-tc-action'] ?? '';
	const service = serviceOf(headers);
	const spec = admitAction(action, service);
	const version = required(headers, 'X-TC-Version');
	if (version !== service.version) {
		throw new VendorError('NoSuchVersion', `The API version \`${version}\` does not exist.`);
	}
	const timestamp = required(headers, 'X-TC-Timestamp');
	if (!/^\d{1,12}$/.test(timestamp)) {
		throw new VendorError('InvalidParameter', '`X-TC-Timestamp` is not a Unix time in seconds.');
	}
	const key = authenticate(request, service, known.keys, Number(timestamp), now);
	if (key.allow !== undefined && !key.allow.includes(action)) {
		throw new VendorError(
			'UnauthorizedOperation.CamAuthFailed',
			`You are not authorized to perform the operation \`${service.name}:${action}\`.`,
		);
	}
	const region = headers['x-tc-region'] || undefined;
	if (region === undefined && !service.regionOptional.includes(action))
		required(headers, 'X-TC-Region');
	if (region !== undefined && !known.regions.includes(region)) {
		throw new VendorError('UnsupportedRegion', `The region \`${region}\` is not supported.`);
	}
	return { service, action, spec, secretId: key.secretId, region };
}

function admitAction(action: string, service: Service): ActionSpec {
	const spec = service.spec(action);
	if (spec !== undefined) return spec;
	throw new VendorError(
		'InvalidAction',
		`The request action=\`${action}\` is invalid or not found.`,
	);
}

function authenticate(
	request: SignedRequest,
	{ name }: Service,
	keys: KeyRing,
	timestamp: number,
	now: number,
): Key {
	const authorization = parseAuthorization(required(request.headers, 'Authorization'));
	if (authorization === undefined) {
		throw authFailure('InvalidAuthorization', 'The `Authorization` header is malformed.');
	}
	const key = keys.find(authorization.secretId);
	if (key === undefined) {
		throw authFailure(
			'SecretIdNotFound',
			'The SecretId is not found, please ensure that your SecretId is correct.',
		);
	}
	if (Math.abs(now - timestamp) > CLOCK_TOLERANCE_SECONDS) {
		throw authFailure(
			'SignatureExpire',
			`The signature has expired: X-TC-Timestamp ${timestamp} is more than ` +
				`${CLOCK_TOLERANCE_SECONDS} seconds from the server's ${Math.floor(now)}.`,
		);
	}
	if (
		!serviceMatches(name, authorization, request) ||
		!signatureMatches(request, authorization, timestamp, key.secretKey)
	) {
		throw authFailure(
			'SignatureFailure',
			'The provided credentials could not be validated. Please check your signature is correct.',
		);
	}
	if (key.tokenExpired || (request.headers['x-tc-token'] || undefined) !== key.token) {
		throw authFailure('TokenFailure', 'The token is missing, wrong or expired.');
	}
	return key;
}

/**
 * The scope must name the product. The official SDKs take it from the first label of the endpoint,
 * which for `127.0.0.1` is `127`: only from them this is accepted.
 */
function serviceMatches(
	name: string,
	{ service }: Authorization,
	{ headers }: SignedRequest,
): boolean {
	const isSdk = headers['x-tc-requestclient']?.startsWith('SDK_') ?? false;
	return service === name || (isSdk && service === headers.host?.split('.')[0]);
}

function required(headers: SignedRequest['headers'], name: string): string {
	const value = headers[name.toLowerCase()];
	if (value) return value;
	throw new VendorError(
		'MissingParameter',
		`The request is missing a required parameter \`${name}\`.`,
	);
}

function authFailure(code: string, message: string): VendorError {
	return new VendorError(`AuthFailure.${code}`, message);
}
