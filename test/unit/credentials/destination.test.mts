import fc from 'fast-check';

import { signRequest, UnsignableRequestError } from '../../../credentials/signRequest.ts';
import type { ReceivedRequest } from '../../../credentials/signRequest.ts';
import { EndpointError, secureUrl, stsUrl } from '../../../tencentcloud/endpoint.ts';

/** Where a signature may go: a property over hosts, whoever gives them and in whichever field. */
const RUNS = { seed: 20_201_028, numRuns: 4000 };
const KEYS = { secretId: 'AKIDhere', secretKey: 'stays at home' };
const OFFICIAL = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.tencentcloudapi\.com$/;
const LOOPBACK = /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/;

const OWN = ['', 'gateway.example:8443', 'https://gateway.example', 'http://127.0.0.1:9600'];
const good = fc.constantFrom(
	'tat.tencentcloudapi.com',
	'TAT.intl.TencentCloudAPI.com',
	'gateway.example',
	'gateway.example:8443',
	'127.0.0.1:9600',
	'localhost',
	'[::1]',
);
const evil = fc.oneof(
	fc.domain(),
	fc.ipV4(),
	fc.ipV6().map((address) => `[${address}]`),
	fc.constantFrom(
		'evil.example',
		'0x7f.1.evil.example',
		'[::ffff:127.0.0.1]',
		'0.0.0.0',
		'2130706433',
	),
);
/** How one host is made to look like another. */
const disguise = fc.constantFrom<(good: string, evil: string) => string>(
	(good) => good,
	(good) => good.toUpperCase(),
	(good) => `${good}.`,
	(_, evil) => evil,
	(_, evil) => `${evil}.`,
	(good, evil) => `${good}.${evil}`,
	(good, evil) => `${good}@${evil}`,
	(good, evil) => `${good}%40${evil}`,
	(good, evil) => `${good}:443@${evil}`,
	(good, evil) => `${evil}\\@${good}`,
	(good, evil) => `${evil}/${good}`,
	(good, evil) => `${evil}?${good}`,
	(good, evil) => `${evil}#@${good}`,
	(good, evil) => `${good}\\.${evil}`,
	(good, evil) => `${good}\t.${evil}`,
	(good, evil) => `${good}\u3002${evil}`,
	(good, evil) => `${good}\u2215.${evil}`,
	(good) => good.replaceAll('a', '\u0430'),
	(good) => good.replaceAll('o', '\u03bf'),
	(good) => good.replaceAll('.', '\uff0e'),
	(good) => good.replace('tat', '\uff54\uff41\uff54'),
	(good) => good.replace('.', '-'),
	(good) => good.replace('.', ''),
);
const scheme = fc.constantFrom('', 'https://', 'HTTPS://', 'http://', 'ftp://', '//', 'https:\\\\');
const address = fc
	.tuple(scheme, disguise, good, evil, fc.constantFrom('', '/', '/x'))
	.map(([start, disguised, host, other, end]) => start + disguised(host, other) + end);
const request: fc.Arbitrary<ReceivedRequest> = fc.oneof(
	address.map((url) => ({ url })),
	address.map((uri) => ({ uri })),
	fc.record({ baseURL: address, url: address }),
);

/** What `act` gives; nothing when it refuses the address, or a query beside a body in it. */
function unlessRefused<T>(act: () => T): T | undefined {
	try {
		return act();
	} catch (error) {
		expect([EndpointError, UnsignableRequestError]).toContain((error as Error).constructor);
		return undefined;
	}
}

/** Runs a property, and sees to it that it was about something. */
function always<T>(values: fc.Arbitrary<T>, judged: (value: T) => boolean): void {
	const seen = { refused: 0, sent: 0 };
	const property = fc.property(values, (value) => void seen[judged(value) ? 'sent' : 'refused']++);
	fc.assert(property, RUNS);
	expect(Math.min(seen.refused, seen.sent)).toBeGreaterThan(20);
}

it('a signed request goes to Tencent Cloud or to the own endpoint, encrypted unless that is this machine', () => {
	always(fc.tuple(request, fc.constantFrom(...OWN)), ([received, endpoint]) => {
		const post = { ...received, method: 'POST' as const, headers: { 'X-TC-Action': 'a' } };
		const credential = { ...KEYS, endpoint };
		const version = { ...post.headers, 'X-TC-Version': '2020-10-28' };
		const signed = unlessRefused(() =>
			signRequest({ ...post, headers: version }, credential, () => 0),
		);
		if (!signed) return false;
		const url = new URL(signed.url);
		const own = endpoint === '' ? undefined : secureUrl(endpoint).host;
		expect([url.host, 'official']).toContain(OFFICIAL.test(url.hostname) ? 'official' : own);
		expect([url.username, url.password]).toEqual(['', '']);
		if (url.protocol !== 'https:') expect(url.hostname).toMatch(LOOPBACK);
		expect(signed).toMatchObject({ disableFollowRedirect: true, followRedirect: false });
		return true;
	});
});

it('an address is taken with http: only if it is this machine', () => {
	const here = fc.constantFrom('localhost', '127.0.0.1:9600', '127.1', '2130706433', '[::1]');
	const plain = fc
		.tuple(fc.constantFrom('http://', 'HTTP://', 'ftp://', 'ws://'), disguise, here, evil)
		.map(([start, disguised, host, other]) => start + disguised(host, other));
	always(fc.oneof(plain, address), (text) => {
		const url = unlessRefused(() => secureUrl(text));
		if (!url) return false;
		if (url.protocol !== 'https:') {
			expect(url.protocol).toBe('http:');
			expect(url.hostname).toMatch(LOOPBACK);
		}
		return true;
	});
});

it('a role is asked for at the STS beside the endpoint, or at an endpoint of the own', () => {
	always(address, (endpoint) => {
		const url = unlessRefused(() => stsUrl(endpoint));
		if (!url) return false;
		const { host, hostname } = secureUrl(endpoint.trim());
		if (OFFICIAL.test(hostname)) expect(url.hostname).toBe(hostname.replace(/^[^.]+/, 'sts'));
		else expect(url.host).toBe(host);
		return true;
	});
});
