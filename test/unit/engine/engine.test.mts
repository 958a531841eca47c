import { startEngine } from '../../engine/engine.mts';
import type { Engine, NodeEvent } from '../../engine/engine.mts';
import { nodesBase } from '../../engine/nodesBase.mts';
import { startEchoServer } from './echoServer.mts';
import type { Echo, EchoServer } from './echoServer.mts';
import { basic, chain, fixture, FIXTURE_PACKAGE, trigger } from './fixtureNodes.mts';

let server: EchoServer;
let engine: Engine;

const tokenCredential = { fixtureTokenApi: { id: 'token', name: 'Token' } };
const signedCredential = { fixtureSignedApi: { id: 'signed', name: 'Signed' } };

beforeAll(async () => {
	server = await startEchoServer();
	engine = await startEngine({
		packages: [await nodesBase(), FIXTURE_PACKAGE],
		credentials: {
			token: {
				name: 'Token',
				type: 'fixtureTokenApi',
				data: { url: server.url, token: '={{ "secret-" + (1 + 1) }}' },
			},
			signed: { name: 'Signed', type: 'fixtureSignedApi', data: { url: server.url } },
		},
	});
}, 120_000); // n8n's nodes are fetched the first time

afterEach(() => {
	server.answer = undefined;
});

afterAll(async () => await server.stop());

describe('run', () => {
	it('starts at the trigger and runs node after node', async () => {
		const { status, error, nodes } = await engine.run(
			chain(trigger, fixture('First', 'report'), fixture('Second', 'report')),
		);
		expect({ status, error }).toEqual({ status: 'success', error: undefined });
		expect(Object.keys(nodes)).toEqual(['Start', 'First', 'Second']);
		expect(nodes.Second[0].outputs[0][0].json).toEqual({
			got: { got: {}, value: 'default' },
			value: 'default',
		});
	});

	it('starts at the first node where there is no trigger', async () => {
		const { nodes } = await engine.run(
			chain(fixture('First', 'report'), fixture('Next', 'report')),
			{
				input: [{ a: 1 }],
			},
		);
		expect(nodes.First[0].outputs[0][0].json).toEqual({ got: { a: 1 }, value: 'default' });
	});

	it('hands the given items to the trigger', async () => {
		const { nodes } = await engine.run(chain(trigger, fixture('First', 'report')), {
			input: [{ a: 1 }, { json: { a: 2 } }],
		});
		expect(nodes.First[0].outputs[0].map(({ json }) => json.got)).toEqual([{ a: 1 }, { a: 2 }]);
	});

	it('tries a trigger out when no items are given', async () => {
		const { nodes } = await engine.run(
			chain(basic('Schedule', 'scheduleTrigger'), fixture('First', 'report')),
		);
		expect(nodes.First[0].outputs[0][0].json.got).toHaveProperty('timestamp');
	});

	it('leaves the workflow it was given as it is', async () => {
		const workflow = chain(trigger, fixture('First', 'report'));
		const before = structuredClone(workflow);
		await engine.run(workflow);
		expect(workflow).toEqual(before);
	});

	it('follows the branch that an If node takes', async () => {
		const condition = {
			leftValue: '={{ $json.a }}',
			rightValue: 1,
			operator: { type: 'number', operation: 'equals' },
		};
		const workflow = chain(
			trigger,
			basic('If', 'if', {
				conditions: {
					options: { version: 2, caseSensitive: true, typeValidation: 'strict' },
					combinator: 'and',
					conditions: [condition],
				},
			}),
			basic('Yes', 'noOp'),
		);
		workflow.nodes.push(basic('No', 'noOp'));
		workflow.connections.If.main.push([{ node: 'No', type: 'main', index: 0 }]);

		const { nodes } = await engine.run(workflow, { input: [{ a: 1 }, { a: 2 }] });
		expect(nodes.Yes[0].outputs[0].map(({ json }) => json)).toEqual([{ a: 1 }]);
		expect(nodes.No[0].outputs[0].map(({ json }) => json)).toEqual([{ a: 2 }]);
	});

	it('links items, so that a later node finds what an earlier one had for its item', async () => {
		const assignments = [
			{ id: '1', name: 'first', value: "={{ $('Start').item.json.a }}", type: 'number' },
		];
		const { nodes } = await engine.run(
			chain(
				trigger,
				fixture('Between', 'report'),
				basic('Set', 'set', { assignments: { assignments } }),
			),
			{ input: [{ a: 1 }, { a: 2 }] },
		);
		expect(nodes.Set[0].outputs[0].map(({ json }) => json.first)).toEqual([1, 2]);
	});

	it('tells of every node as it starts and as it ends', async () => {
		const events: NodeEvent[] = [];
		await engine.run(chain(trigger, fixture('First', 'report')), {
			onNode: (event) => events.push(event),
		});
		expect(events.map(({ node, phase }) => `${node} ${phase}`)).toEqual([
			'Start started',
			'Start finished',
			'First started',
			'First finished',
		]);
		expect(events[3]).toMatchObject({ run: { status: 'success', outputs: [[{ json: {} }]] } });
	});

	it('gives the hints of a node', async () => {
		const { nodes } = await engine.run(chain(trigger, fixture('Hint', 'hint')));
		expect(nodes.Hint[0].hints).toEqual([{ message: 'Half of it is missing', type: 'warning' }]);
	});

	it('rejects a workflow that n8n would not start', async () => {
		const incomplete = fixture('First', 'report', { parameters: { value: '' } });
		await expect(engine.run(chain(trigger, incomplete))).rejects.toThrow(
			'Parameter "Value" is required',
		);
	});

	it('waits in a Wait node', async () => {
		const { error, nodes } = await engine.run(
			chain(trigger, basic('Wait', 'wait', { amount: 0.01 }), fixture('After', 'report')),
			{ input: [{ a: 1 }] },
		);
		expect(error).toBeUndefined();
		expect(nodes.After[0].outputs[0][0].json.got).toEqual({ a: 1 });
	});

	it('names a node type that no package has', async () => {
		await expect(
			engine.run(chain({ name: 'Start', type: 'n8n-nodes-other.thing' })),
		).rejects.toThrow('No loaded package has the node type n8n-nodes-other.thing');
	});
});

describe('a node that fails', () => {
	const input = [{ a: 1 }, { a: 2, fails: true }];

	it('stops the workflow', async () => {
		const { status, error, nodes } = await engine.run(
			chain(trigger, fixture('Fail', 'fail'), fixture('After', 'report')),
			{ input },
		);
		expect(status).toBe('error');
		expect(error).toMatchObject({ message: 'It said so', context: { itemIndex: 1 } });
		expect(nodes.Fail[0]).toMatchObject({ status: 'error', error: { message: 'It said so' } });
		expect(nodes).not.toHaveProperty('After');
	});

	it('is passed over with On Error = Continue', async () => {
		const { status, nodes } = await engine.run(
			chain(
				trigger,
				fixture('Fail', 'fail', { onError: 'continueRegularOutput' }),
				fixture('After', 'report'),
			),
			{ input },
		);
		expect(status).toBe('success');
		expect(nodes.After[0].outputs[0].map(({ json }) => json.got)).toEqual([
			{ a: 1 },
			{ error: 'It said so' },
		]);
	});

	it('gives the failed items to its error output', async () => {
		const { nodes } = await engine.run(
			chain(trigger, fixture('Fail', 'fail', { onError: 'continueErrorOutput' })),
			{ input },
		);
		const [regular, failed] = nodes.Fail[0].outputs;
		expect(regular.map(({ json }) => json)).toEqual([{ a: 1 }]);
		expect(failed.map(({ json }) => json)).toEqual([{ a: 2, fails: true, error: 'It said so' }]);
	});
});

describe('cancelling', () => {
	it('reaches the node that runs, and no other runs after it', async () => {
		const stop = new AbortController();
		const { status, nodes } = await engine.run(
			chain(trigger, fixture('Wait', 'wait'), fixture('After', 'report')),
			{
				signal: stop.signal,
				onNode: ({ node, phase }) => {
					if (node === 'Wait' && phase === 'started') setImmediate(() => stop.abort());
				},
			},
		);
		expect(status).toBe('canceled');
		expect(nodes.Wait[0].error).toMatchObject({ message: 'Stopped waiting' });
		expect(nodes).not.toHaveProperty('After');
	});

	it('before the start runs nothing', async () => {
		const { status, nodes } = await engine.run(chain(trigger, fixture('First', 'report')), {
			signal: AbortSignal.abort(),
		});
		expect({ status, nodes }).toEqual({ status: 'canceled', nodes: {} });
	});
});

describe('credentials', () => {
	const requestWith = async (value: string, credentials: object) => {
		const { error, nodes } = await engine.run(
			chain(
				fixture('Request', 'request', { parameters: { value }, credentials: credentials as never }),
			),
		);
		expect(error).toBeUndefined();
		return nodes.Request[0].outputs[0][0].json as unknown as Echo;
	};

	it('sign declaratively, with their expressions resolved', async () => {
		const { path, headers, body } = await requestWith('fixtureTokenApi', tokenCredential);
		expect({ path, body }).toEqual({ path: '/echo', body: { hello: 1 } });
		expect(headers.authorization).toBe('Bearer secret-2');
	});

	it('sign with a function, with inherited fields and default values', async () => {
		const { headers } = await requestWith('fixtureSignedApi', signedCredential);
		expect(headers.signature).toBe('default-token+default-salt');
	});

	it('that are not there make the node fail', async () => {
		const credentials = { fixtureTokenApi: { id: 'signed', name: 'Wrong type' } };
		const { error } = await engine.run(
			chain(
				fixture('Request', 'request', { parameters: { value: 'fixtureTokenApi' }, credentials }),
			),
		);
		expect(error?.message).toBe(
			'Credential with ID "signed" does not exist for type "fixtureTokenApi"',
		);
	});

	it('serve the HTTP Request node', async () => {
		const { error, nodes } = await engine.run(
			chain(trigger, {
				...basic('HTTP Request', 'httpRequest', {
					method: 'POST',
					url: `${server.url}/any`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'fixtureSignedApi',
				}),
				credentials: signedCredential,
			}),
		);
		expect(error).toBeUndefined();
		const echo = nodes['HTTP Request'][0].outputs[0][0].json as unknown as Echo;
		expect(echo).toMatchObject({
			path: '/any',
			headers: { signature: 'default-token+default-salt' },
		});
	});
});

describe('testCredential', () => {
	const test = async (token: string) =>
		await engine.testCredential('fixtureTokenApi', { url: server.url, token });

	it('says OK when no rule is broken', async () => {
		expect(await test('any')).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	it('reports the rule for the content of an answer', async () => {
		server.answer = { status: 200, body: { failure: { code: 'BadToken' } } };
		expect(await test('any')).toEqual({ status: 'Error', message: 'The token is wrong' });
	});

	it('reports the rule for the status of an answer', async () => {
		server.answer = { status: 418, body: {} };
		expect(await test('any')).toEqual({ status: 'Error', message: 'The server is a teapot' });
	});

	it('reports a status that no rule is for', async () => {
		server.answer = { status: 403, body: {} };
		expect(await test('any')).toEqual({ status: 'Error', message: 'Forbidden' });
	});

	it('reports an expression that cannot be resolved', async () => {
		expect(await test('={{ nonsense( }}')).toMatchObject({ status: 'Error' });
	});
});

describe('lists in the editor', () => {
	const type = 'n8n-nodes-fixture.fixture';

	it('run a list search with the form and its credential', async () => {
		const page = await engine.listSearch(type, 'searchThings', {
			parameters: { value: 'from the form' },
			credentials: tokenCredential,
			filter: 'needle',
			paginationToken: '2',
		});
		expect(page).toEqual({
			results: [{ name: 'secret-2,from the form,needle', value: 'from the form' }],
			paginationToken: '2',
		});
	});

	it('run an options loader of the newest version, or of another one', async () => {
		expect(await engine.loadOptions(type, 'loadThings')).toEqual([{ name: '2', value: 1 }]);
		expect(await engine.loadOptions(type, 'loadThings', { typeVersion: 1 })).toEqual([
			{ name: '1', value: 1 },
		]);
	});

	it('say which method is missing', async () => {
		await expect(engine.listSearch(type, 'searchOthers')).rejects.toThrow(
			'n8n-nodes-fixture.fixture has no list search searchOthers',
		);
	});
});

describe('context', () => {
	const node = fixture('Any', 'report', { credentials: tokenCredential });

	it('is the `this` of a node, whose requests are signed', async () => {
		const context = engine.context(node);
		expect(context.getNodeParameter('value', 0)).toBe('default');
		const options = { method: 'GET' as const, url: `${server.url}/echo`, json: true };
		for (const request of ['httpRequestWithAuthentication', 'requestWithAuthentication'] as const) {
			const echo: Echo = await context.helpers[request].call(context, 'fixtureTokenApi', options);
			expect(echo.headers.authorization).toBe('Bearer secret-2');
		}
	});

	it('has the items it was given', () => {
		expect(engine.context(node, [{ json: { a: 1 } }]).getInputData()).toEqual([{ json: { a: 1 } }]);
	});
});
