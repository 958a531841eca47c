import { startEmulator } from '../../../emulator/server.mts';
import type { Emulator, Interception } from '../../../emulator/server.mts';
import { base64, codeOf, sdk } from './sdk.mts';

let emulator: Emulator;
let client: ReturnType<typeof sdk>;

beforeEach(async () => {
	emulator = await startEmulator({ instances: [{ instanceId: 'ins-script0', agent: {} }] });
	client = sdk(emulator);
});
afterEach(() => emulator.stop());

const run = () => client.RunCommand({ Content: base64('true'), InstanceIds: ['ins-script0'] });

/** What the caller of one disturbed RunCommand sees, and how many commands were run. */
async function disturbed(interception: Interception) {
	emulator.intercept = () => interception;
	const error: unknown = await run().catch((reason: unknown) => reason);
	emulator.intercept = undefined;
	const { TotalCount } = await client.DescribeInvocations({});
	return { error, ran: TotalCount, request: emulator.requests[0] };
}

it.each<[string, Interception, object, number, object]>([
	[
		'drops',
		'drop',
		{ message: expect.stringMatching(/socket hang up|ECONNRESET/) },
		0,
		{ status: 0 },
	],
	[
		'drops after running it',
		{ drop: true, afterProcessing: true },
		{ message: expect.stringMatching(/socket hang up|ECONNRESET/) },
		1,
		{ status: 0 },
	],
	['answers HTTP 500', { status: 500 }, { httpCode: 500 }, 0, { status: 500 }],
	[
		'answers HTTP 502 after running it',
		{ status: 502, afterProcessing: true },
		{ httpCode: 502 },
		1,
		{ status: 502 },
	],
	[
		'answers HTML',
		{ body: '<html>', headers: { 'Content-Type': 'text/html' } },
		{ message: expect.stringContaining('invalid json') },
		0,
		{ status: 200 },
	],
	['answers nothing', { body: '' }, { message: expect.stringContaining('invalid json') }, 0, {}],
	[
		'answers a vendor error',
		{ code: 'InternalError', message: 'a bad day' },
		{ code: 'InternalError', message: 'a bad day' },
		0,
		{ status: 200, errorCode: 'InternalError' },
	],
])('%s', async (_, interception, error, ran, request) => {
	expect(await disturbed(interception)).toMatchObject({ error, ran, request });
});

it('only delays when nothing else is asked for', async () => {
	const { error, ran } = await disturbed({ delayMs: 1, headers: { 'X-Slow': 'yes' } });
	expect(error).toHaveProperty('InvocationId');
	expect(ran).toBe(1);
});

it('sees each request and may let it pass', async () => {
	const seen: string[] = [];
	emulator.intercept = ({ action, params }) => {
		seen.push(`${action} ${JSON.stringify(params)}`);
		return undefined;
	};
	expect(await codeOf(client.DescribeInvocations({ Limit: 1 }))).toBeUndefined();
	expect(seen).toEqual(['DescribeInvocations {"Limit":1}']);
});
