const tests = require('./jest.config.js');

const FOLDERS = ['tencentcloud', 'nodes/TencentTat/transport', 'nodes/TencentTat/invocation'];

/**
 * All tests, and what they leave out in each of these folders. n8n's engine loads the package from `dist`: here it gets
 * the source of each file in its place, so that what tests do through the engine counts with what they do directly.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	...tests,
	moduleNameMapper: { [`^${RegExp.escape(__dirname)}/dist/(.+)\\.js$`]: '<rootDir>/$1.ts' },
	collectCoverage: true,
	collectCoverageFrom: FOLDERS.map((folder) => `${folder}/**/*.ts`),
	coverageReporters: ['text'],
	coverageThreshold: Object.fromEntries(
		FOLDERS.map((folder) => [`./${folder}/`, { branches: 95 }]),
	),
};
