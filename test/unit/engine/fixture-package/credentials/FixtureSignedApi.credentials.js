/** Signs with a function, and inherits the fields of another type. */
exports.FixtureSignedApi = class {
	name = 'fixtureSignedApi';
	displayName = 'Fixture Signed API';
	extends = ['fixtureTokenApi'];
	properties = [{ displayName: 'Salt', name: 'salt', type: 'string', default: 'default-salt' }];
	authenticate = async ({ token, salt }, request) => ({
		...request,
		headers: { ...request.headers, Signature: `${token}+${salt}` },
	});
};
