import fc from 'fast-check';
import {
	DEFAULT_ENDPOINT,
	EndpointError,
	endpointUrl,
	hasScheme,
	secureUrl,
	serviceAt,
	stsUrl,
} from '../../../tencentcloud/endpoint.ts';

const RUNS = { seed: 20_201_028, numRuns: 500 };

describe('the address of TAT', () => {
	it.each([
		['', '', 'https://tat.tencentcloudapi.com/'],
		['  ', '', 'https://tat.tencentcloudapi.com/'],
		['', 'ap-guangzhou', 'https://tat.tencentcloudapi.com/'],
		['', 'ap-shanghai-fsi', 'https://tat.ap-shanghai-fsi.tencentcloudapi.com/'],
		['tat.intl.tencentcloudapi.com', 'ap-shanghai-fsi', 'https://tat.intl.tencentcloudapi.com/'],
		['tat.intl.tencentcloudapi.com', '', 'https://tat.intl.tencentcloudapi.com/'],
		['  tat.intl.tencentcloudapi.com \n', '', 'https://tat.intl.tencentcloudapi.com/'],
		['TAT.TencentCloudAPI.com', '', 'https://tat.tencentcloudapi.com/'],
		['https://tat.internal.tencentcloudapi.com', '', 'https://tat.internal.tencentcloudapi.com/'],
		['https://tat.tencentcloudapi.com/', '', 'https://tat.tencentcloudapi.com/'],
		['HTTPS://tat.tencentcloudapi.com:443', '', 'https://tat.tencentcloudapi.com/'],
		['gateway.example:8443', '', 'https://gateway.example:8443/'],
		['localhost:9600', '', 'https://localhost:9600/'],
		['http://127.0.0.1:9600', '', 'http://127.0.0.1:9600/'],
		['http://127.1.2.3:9600', '', 'http://127.1.2.3:9600/'],
		['http://localhost:9600', '', 'http://localhost:9600/'],
		['http://[::1]:9600', '', 'http://[::1]:9600/'],
	])('for "%s" in region "%s" is %s', (endpoint, region, address) => {
		expect(endpointUrl(endpoint, region).href).toBe(address);
	});

	it('is the default one without a region', () => {
		expect(endpointUrl('').origin).toBe(DEFAULT_ENDPOINT);
	});

	it('does not go where something that is no region says', () => {
		expect(endpointUrl('', 'evil.example/-fsi').origin).toBe(DEFAULT_ENDPOINT);
	});

	it.each([
		['https://tat.tencentcloudapi.com/v3', 'has more than a host'],
		['tat.tencentcloudapi.com/v3', 'has more than a host'],
		['https://tat.tencentcloudapi.com?a=b', 'has more than a host'],
		['https://tat.tencentcloudapi.com#a', 'has more than a host'],
		['https://key:word@tat.tencentcloudapi.com', 'has a user name or password in it'],
		['key@tat.tencentcloudapi.com', 'has a user name or password in it'],
		['https://:word@tat.tencentcloudapi.com', 'has a user name or password in it'],
		['ftp://tat.tencentcloudapi.com', 'is not encrypted'],
		['ftp://127.0.0.1', 'is not encrypted'],
		['ws://127.0.0.1', 'is not encrypted'],
		['http://tat.tencentcloudapi.com', 'is not encrypted'],
		['http://10.0.0.1:9600', 'is not encrypted'],
		['http://127.0.0.1.evil.example', 'is not encrypted'],
		['http://localhost.evil.example', 'is not encrypted'],
		['http://[::2]', 'is not encrypted'],
		['tat tencentcloudapi.com', 'is not a URL'],
		['tat.tencentcloudapi.com\tx', 'is not a URL'],
		['https://', 'is not a URL'],
		['https://tat.tencentcloudapi.com:99999', 'is not a URL'],
		['javascript:alert(1)', 'is not a URL'],
	])('cannot be "%s": it %s', (endpoint, reason) => {
		expect(() => endpointUrl(endpoint)).toThrow(EndpointError);
		expect(() => endpointUrl(endpoint)).toThrow(reason);
	});

	it('does not repeat a password', () => {
		expect(() => endpointUrl('https://key:word@tat.tencentcloudapi.com')).toThrow(
			/^(?!.*(key|word@))/s,
		);
	});
});

describe('the service at an address', () => {
	const at = (address: string, ownEndpoint = '') => serviceAt(secureUrl(address), ownEndpoint);

	it.each([
		['tat.tencentcloudapi.com', 'tat'],
		['tat.intl.tencentcloudapi.com', 'tat'],
		['tat.internal.tencentcloudapi.com', 'tat'],
		['tat.ap-shanghai-fsi.tencentcloudapi.com', 'tat'],
		['https://cvm.tencentcloudapi.com/?Action=x', 'cvm'],
		['CVM.TENCENTCLOUDAPI.COM', 'cvm'],
		['sts.tencentcloudapi.com:8443', 'sts'],
		// The same host, written otherwise: the request goes there.
		['ｔａｔ.tencentcloudapi.com', 'tat'],
		['tat。tencentcloudapi。com', 'tat'],
		['tat%2Etencentcloudapi.com', 'tat'],
		['tat.tencentcloudapi.com\\.evil.example', 'tat'],
	])('%s is %s', (address, service) => {
		expect(at(address)).toBe(service);
		expect(secureUrl(address).hostname).toMatch(/\.tencentcloudapi\.com$/);
	});

	it.each([
		['http://127.0.0.1:9600', 'http://127.0.0.1:9600'],
		['http://127.0.0.1:9600', ' http://127.0.0.1:9600/ '],
		['https://gateway.example:8443/?a=b', 'gateway.example:8443'],
		['https://gateway.example', 'https://GATEWAY.example:443'],
	])('%s is tat with the endpoint "%s"', (address, ownEndpoint) => {
		expect(at(address, ownEndpoint)).toBe('tat');
	});

	it('is that of an official host whatever the endpoint is', () => {
		expect(at('cvm.tencentcloudapi.com', 'cvm.tencentcloudapi.com')).toBe('cvm');
		expect(at('cvm.tencentcloudapi.com', 'not a URL')).toBe('cvm');
	});

	it.each([
		['https://gateway.example:8443', 'gateway.example'],
		['https://gateway.example', 'gateway.example:8443'],
		['http://127.0.0.1:9600', 'http://127.0.0.1:9601'],
		['http://localhost:9600', 'http://127.0.0.1:9600'],
		['https://sub.gateway.example', 'gateway.example'],
		['https://gateway.example', ''],
		['https://gateway.example', '  '],
		['https://gateway.example', 'tat.intl.tencentcloudapi.com'],
	])('%s has none with the endpoint "%s"', (address, ownEndpoint) => {
		expect(() => at(address, ownEndpoint)).toThrow(EndpointError);
		expect(() => at(address, ownEndpoint)).toThrow('Keys for Tencent Cloud are not sent to');
	});

	it('is none for the endpoint when that is no good', () => {
		expect(() => at('https://gateway.example', 'ftp://gateway.example')).toThrow(EndpointError);
	});

	it.each([
		'tat.tencentcloudapi.com.evil.example',
		'eviltencentcloudapi.com',
		'evil-tencentcloudapi.com',
		'tencentcloudapi.com',
		'.tencentcloudapi.com',
		'..tencentcloudapi.com',
		'tat..tencentcloudapi.com',
		'tat.tencentcloudapi.com.',
		'tat.tencentcloudapi.co',
		'tat.tencentcloudapi.com%2eevil.example',
		'evil.example?tat.tencentcloudapi.com',
		'evil.example#.tencentcloudapi.com',
		'evil.example/.tencentcloudapi.com',
		'evil.example\\.tencentcloudapi.com',
		'evil.example\\@tat.tencentcloudapi.com',
		'tat.tencentcloudapi.com@evil.example',
		'tat.tencentcloudapi.com:443@evil.example',
		'tаt.tencentclоudapi.com', // Cyrillic а and о
		'tat.tencentcloudapi.cοm', // Greek ο
		'tat.tencentcloudapı.com', // dotless ı
		'tat.tencentcloudapi.com\u2215.evil.example',
		'http://tat.tencentcloudapi.com',
	])('%s has none', (address) => {
		expect(() => at(address)).toThrow(EndpointError);
	});

	it('is none for any host that is not under tencentcloudapi.com', () => {
		const official = 'tat.tencentcloudapi.com';
		const disguised = fc
			.tuple(
				fc.domain(),
				fc.constantFrom<(evil: string) => string>(
					(evil) => `${official}.${evil}`,
					(evil) => `${official}-${evil}`,
					(evil) => `${official}@${evil}`,
					(evil) => `${official}:443@${evil}`,
					(evil) => `${evil}/${official}`,
					(evil) => `${evil}?${official}`,
					(evil) => `${evil}#${official}`,
					(evil) => `${evil}\\${official}`,
					(evil) => `${evil.replaceAll('.', '')}tencentcloudapi.com`,
					(evil) => `tencentcloudapi.${evil}`,
					(evil) => `${evil}.`,
				),
				fc.boolean(),
			)
			.map(([evil, disguise, upper]) => {
				const address = `https://${disguise(evil)}`;
				return upper ? address.toUpperCase() : address;
			});
		fc.assert(
			fc.property(disguised, (address) => {
				expect(() => at(address)).toThrow(EndpointError);
			}),
			RUNS,
		);
	});

	it('is for any text either none or that of the host the request goes to', () => {
		const pieces = fc.array(
			fc.oneof(
				fc.constantFrom('tencentcloudapi', 'tat', 'com', '.', '@', '/', '\\', ':', '?', '#', '%2e'),
				fc.constantFrom('https://', '。', 'а', '\t', ' ', 'evil', '443', '..', 'TENCENTCLOUDAPI'),
				fc.string({ maxLength: 3 }),
			),
			{ maxLength: 9 },
		);
		let given = 0;
		fc.assert(
			fc.property(pieces, fc.constantFrom('', '.tencentcloudapi.com'), (parts, end) => {
				const address = parts.join('') + end;
				let service: string;
				try {
					service = at(address);
				} catch (error) {
					expect(error).toBeInstanceOf(EndpointError);
					return;
				}
				given++;
				const { protocol, hostname, username, password } = secureUrl(address);
				expect([protocol, username, password]).toEqual(['https:', '', '']);
				expect(hostname).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)*\.tencentcloudapi\.com$/);
				expect(hostname.startsWith(`${service}.`)).toBe(true);
			}),
			{ ...RUNS, numRuns: 2000 },
		);
		expect(given).toBeGreaterThan(0);
	});
});

describe('the address of STS', () => {
	it.each([
		['', '', 'https://sts.tencentcloudapi.com/'],
		['', 'ap-guangzhou', 'https://sts.tencentcloudapi.com/'],
		['', 'ap-shanghai-fsi', 'https://sts.ap-shanghai-fsi.tencentcloudapi.com/'],
		['tat.intl.tencentcloudapi.com', '', 'https://sts.intl.tencentcloudapi.com/'],
		['TAT.internal.tencentcloudapi.com', '', 'https://sts.internal.tencentcloudapi.com/'],
		['cvm.tencentcloudapi.com', '', 'https://sts.tencentcloudapi.com/'],
		['http://127.0.0.1:9600', '', 'http://127.0.0.1:9600/'],
		['gateway.example:8443', '', 'https://gateway.example:8443/'],
	])('beside "%s" in region "%s" is %s', (endpoint, region, address) => {
		const url = stsUrl(endpoint, region);
		expect(url.href).toBe(address);
		expect(serviceAt(url, endpoint, 'sts')).toBe('sts');
	});

	it.each(['http://tat.tencentcloudapi.com', 'tat.tencentcloudapi.com/v3', 'a b'])(
		'is none beside "%s"',
		(endpoint) => {
			expect(() => stsUrl(endpoint)).toThrow(EndpointError);
		},
	);

	it('is for any endpoint either that host or one of Tencent Cloud', () => {
		const official = fc.constantFrom(
			'tat.tencentcloudapi.com',
			'tat.intl.tencentcloudapi.com',
			'TAT.ap-tokyo.TENCENTCLOUDAPI.com',
		);
		const end = fc.constantFrom('', '.', '.evil.example', '@evil.example', ':8443', '\\.evil', '/');
		const endpoints = fc.oneof(
			fc.tuple(official, end).map((parts) => parts.join('')),
			fc
				.tuple(fc.domain(), fc.constantFrom('', '.tencentcloudapi.com'))
				.map((parts) => parts.join('')),
		);
		let given = 0;
		fc.assert(
			fc.property(endpoints, (endpoint) => {
				let url: URL;
				try {
					url = stsUrl(endpoint);
				} catch (error) {
					expect(error).toBeInstanceOf(EndpointError);
					return;
				}
				given++;
				const own = endpointUrl(endpoint);
				expect([url.protocol, url.port]).toEqual(['https:', own.port]);
				if (own.hostname.endsWith('.tencentcloudapi.com'))
					expect(url.hostname).toBe(own.hostname.replace(/^[^.]+/, 'sts'));
				else expect(url.host).toBe(own.host);
			}),
			RUNS,
		);
		expect(given).toBeGreaterThan(0);
	});
});

describe('a scheme', () => {
	it.each(['https://x', 'HTTP://x', 'ftp://x', 'a+b.c-1://x'])('is in %s', (text) => {
		expect(hasScheme(text)).toBe(true);
	});

	it.each(['', 'x', 'x:1', '//x', '/x?https://y', '1x://y', ' https://x'])(
		'is not in "%s"',
		(text) => {
			expect(hasScheme(text)).toBe(false);
		},
	);
});
