/**
 * The tests of pure functions that Stryker (stryker.config.json) tries its mutants on.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	...require('./jest.config.js'),
	testMatch: [
		'credentials/signRequest',
		'invocation/cancelPlan',
		'invocation/outcome',
		'invocation/taskStates',
		'tencentcloud/signature',
	].map((tests) => `<rootDir>/test/unit/${tests}.test.mts`),
};
