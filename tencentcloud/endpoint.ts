import { isFinanceRegion } from './regions';

export const DEFAULT_ENDPOINT = 'https://tat.tencentcloudapi.com';

const OFFICIAL_DOMAIN = '.tencentcloudapi.com';
const OFFICIAL_HOST = /^([a-z0-9-]+\.)+tencentcloudapi\.com$/;
const TAT = 'tat';
const STS = 'sts';

/** An address that must not receive a signed request; `message` says why and what to do. */
export class EndpointError extends Error {
	override readonly name = 'EndpointError';
}

/**
 * The address of TAT: `endpoint` (a host or URL, as typed in the credential), else the service's own address. A finance
 * region is served only by its regional host, so that replaces the default.
 *
 * @throws {EndpointError} for text that is not a URL, for a path or user information, and for plain HTTP to another machine
 * @see https://www.tencentcloud.com/document/api/1147/46696 (service addresses)
 */
export function endpointUrl(endpoint: string, region = ''): URL {
	const typed = endpoint.trim();
	if (typed !== '') {
		const url = secureUrl(typed);
		if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
			throw new EndpointError(
				`The endpoint "${typed}" has more than a host. Give only the host, e.g. tat.intl.tencentcloudapi.com`,
			);
		return url;
	}
	return new URL(
		isFinanceRegion(region) ? `https://${TAT}.${region}${OFFICIAL_DOMAIN}` : DEFAULT_ENDPOINT,
	);
}

/**
 * The address of STS: next to TAT's (`sts.intl.tencentcloudapi.com` for `tat.intl.tencentcloudapi.com`), or a custom
 * endpoint, which serves both.
 *
 * @throws {EndpointError} as `endpointUrl`
 */
export function stsUrl(endpoint: string, region = ''): URL {
	const url = endpointUrl(endpoint, region);
	if (OFFICIAL_HOST.test(url.hostname)) url.hostname = url.hostname.replace(/^[^.]+/, STS);
	return url;
}

/**
 * The product that a request to `url` is signed for.
 *
 * @param ownService the product that the credential's own endpoint serves
 * @throws {EndpointError} when `url` is neither Tencent Cloud's nor the credential's own endpoint: a signature is
 * made only for those two
 */
export function serviceAt(url: URL, ownEndpoint: string, ownService = TAT): string {
	if (OFFICIAL_HOST.test(url.hostname)) return url.hostname.split('.')[0];
	if (ownEndpoint.trim() !== '' && endpointUrl(ownEndpoint).host === url.host) return ownService;
	throw new EndpointError(
		`Keys for Tencent Cloud are not sent to ${url.host}: it is neither a host under tencentcloudapi.com nor the endpoint set in the credential`,
	);
}

/** `text` as a URL that may carry a signed request; HTTPS when it names no scheme. @throws {EndpointError} */
export function secureUrl(text: string): URL {
	const address = hasScheme(text) ? text : `https://${text}`;
	// URL drops these silently
	if (!URL.canParse(address) || /[\t\n\r]/.test(text))
		throw new EndpointError(
			`"${text}" is not a URL. Give a host such as tat.tencentcloudapi.com, or a URL such as https://tat.tencentcloudapi.com`,
		);
	const url = new URL(address);
	if (url.username !== '' || url.password !== '')
		throw new EndpointError(
			`The URL for ${url.host} has a user name or password in it. Remove them: requests are signed with the credential`,
		);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
		throw new EndpointError(
			`${url.protocol}//${url.host} is not encrypted. Use https:// (plain http:// is allowed only to this machine, e.g. http://127.0.0.1:9600)`,
		);
	return url;
}

export function hasScheme(text: string): boolean {
	return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
