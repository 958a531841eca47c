/**
 * The layers of this project: what each folder may import besides itself. `npm run lint` holds the code to it, and
 * refuses cycles. Imports of types count as well: a folder that only knows another's types has to change with it all the
 * same.
 */
const NODE = 'nodes/TencentTat';
const TRANSPORT = ['tencentcloud', 'credentials', `${NODE}/transport`];
const WORDS = `${NODE}/(ids|subjects|tagsByKey).ts`;
const FAILURES = `${NODE}/(failure\\w*|carriedOut).ts`;
const MEANING = [`${NODE}/command`, `${NODE}/invoker`, `${NODE}/invocation`];

/** Folders, or files where they differ from their neighbours, as regular expressions. */
const MAY_IMPORT = {
	// Published
	tencentcloud: [],
	credentials: ['tencentcloud'],
	[`${NODE}/transport`]: ['tencentcloud', 'credentials'],
	[WORDS]: TRANSPORT,
	[`${NODE}/command`]: [...TRANSPORT, WORDS],
	[`${NODE}/invoker`]: [...TRANSPORT, WORDS, `${NODE}/command`],
	[`${NODE}/invocation`]: [...TRANSPORT, WORDS],
	[`${NODE}/form`]: [...TRANSPORT, WORDS],
	[FAILURES]: [...TRANSPORT, WORDS],
	[`${NODE}/actions`]: [...TRANSPORT, WORDS, ...MEANING, `${NODE}/form`, FAILURES],
	[`${NODE}/methods`]: [...TRANSPORT, WORDS, ...MEANING, `${NODE}/form`, FAILURES],
	[`${NODE}/(router|forModel|TencentTat.node).ts`]: ['tencentcloud', 'credentials', NODE],

	// The world to test in: it must not share a mistake with what is tested
	emulator: [],

	// Parts that several kinds of tests share
	'test/engine': [],
	'test/figures': [],
	'test/package': [],
	'test/sdk': ['emulator'],
	'test/secrets': ['emulator'],

	// What is run; none takes from another
	'test/bench': ['tencentcloud', 'emulator', 'test/(engine|figures|package|sdk)'],
	'test/e2e': ['emulator', 'test/(engine|package|secrets)'],
	'test/soak': ['emulator', 'test/(engine|figures|sdk)'],
	'tools/demo': ['emulator', 'examples', 'test/(engine|figures)'],
	'tools/reference': [NODE],
	'test/unit': ['.*'],
};

const pathOf = (room) => `^${room}${room.endsWith('.ts') ? '$' : '/'}`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...Object.entries(MAY_IMPORT).map(([room, others]) => ({
			name: `layers: ${room} may import ${others.join(', ') || 'nothing else'}`,
			severity: 'error',
			from: { path: pathOf(room) },
			to: { dependencyTypes: ['local'], pathNot: [room, ...others].map(pathOf) },
		})),
		{
			name: 'layers: layers.config.js says nothing of this folder',
			severity: 'error',
			from: { path: '\\.m?ts$', pathNot: Object.keys(MAY_IMPORT).map(pathOf) },
			to: {},
		},
		{
			name: 'layers: what TAT means is put without n8n',
			severity: 'error',
			from: { path: ['tencentcloud', ...MEANING].map(pathOf) },
			to: { path: '(^|node_modules/)n8n-' },
		},
		{ name: 'cycle', severity: 'error', from: {}, to: { circular: true } },
	],
	options: {
		exclude: { path: '^(dist|coverage|\\.cache)/' },
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
	},
};
