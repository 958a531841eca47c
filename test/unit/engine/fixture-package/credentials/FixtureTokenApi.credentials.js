/** Signs declaratively, and has a test. */
exports.FixtureTokenApi = class {
	name = 'fixtureTokenApi';
	displayName = 'Fixture Token API';
	properties = [
		{ displayName: 'URL', name: 'url', type: 'string', default: '' },
		{ displayName: 'Token', name: 'token', type: 'string', default: 'default-token' },
	];
	authenticate = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.token }}' } },
	};
	test = {
		request: { baseURL: '={{ $credentials.url }}', url: '/test', method: 'POST' },
		rules: [
			{
				type: 'responseSuccessBody',
				properties: { key: 'failure.code', value: 'BadToken', message: 'The token is wrong' },
			},
			{ type: 'responseCode', properties: { value: 418, message: 'The server is a teapot' } },
		],
	};
};
