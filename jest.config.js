/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// By default jest leaves one core alone, which of two is half.
	maxWorkers: '100%',
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	setupFilesAfterEnv: ['<rootDir>/test/secrets/setup.mts'],
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	modulePathIgnorePatterns: [
		'<rootDir>/node_modules/.cache',
		'<rootDir>/test/engine/fixture-package/package.json',
		'<rootDir>/test/secrets/leaky-package/package.json',
	],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
				module: { type: 'commonjs' },
			},
		],
	},
};
