/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// By default jest leaves one core alone, which of two is half.
	maxWorkers: '100%',
	testMatch: ['<rootDir>/test/unit/**/*.test.mts'],
	setupFilesAfterEnv: ['<rootDir>/test/unit/secrets/setup.mts'],
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	modulePathIgnorePatterns: [
		'<rootDir>/node_modules/.cache',
		'<rootDir>/test/unit/engine/fixture-package/package.json',
		'<rootDir>/test/unit/secrets/leaky-package/package.json',
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
