import { faultLab, FAULT_KINDS, startEmulator } from '../../../emulator/server.mts';
import type { Emulator, FaultKind } from '../../../emulator/server.mts';
import type { RecordedRequest } from '../../../emulator/recordedRequest.mts';
import { base64, sdk } from './sdk.mts';

/** A request as far as the lab looks at it. */
const request = (index: number): RecordedRequest =>
	({ secretId: 'id', region: 'r', action: 'RunCommand', params: { index } }) as never;
const requests = Array.from({ length: 1000 }, (_, index) => request(index));

/** What each of `asked` meets, by its index. */
function kindsMet(asked: RecordedRequest[], options: { seed: number; rate?: number }) {
	const lab = faultLab({ rate: 0.2, ...options });
	for (const one of asked) lab.intercept(one);
	return new Map(lab.injected.map(({ kind, request: { params } }) => [params.index, kind]));
}

describe('draws', () => {
	it('are the same for the same seed, in whichever order the requests come', () => {
		const met = kindsMet(requests, { seed: 7 });
		expect(kindsMet(requests.toReversed(), { seed: 7 })).toEqual(met);
		expect(kindsMet(requests, { seed: 8 })).not.toEqual(met);
	});

	it('come at the rate, and of every kind', () => {
		const met = kindsMet(requests, { seed: 7 });
		expect(met.size).toBeGreaterThan(160);
		expect(met.size).toBeLessThan(240);
		expect(new Set(met.values())).toEqual(new Set(FAULT_KINDS));
		expect(kindsMet(requests, { seed: 7, rate: 0 }).size).toBe(0);
		expect(kindsMet(requests, { seed: 7, rate: 1 }).size).toBe(1000);
	});

	it('are others when the same is asked again', () => {
		const lab = faultLab({ seed: 7, rate: 1 });
		for (let times = 0; times < 50; times++) lab.intercept(request(0));
		expect(new Set(lab.injected.map(({ kind }) => kind)).size).toBeGreaterThan(5);
	});

	it('follow the subject where one is given', () => {
		const lab = faultLab({ seed: 7, rate: 0.2, subject: () => 'the same' });
		const other = faultLab({ seed: 7, rate: 0.2, subject: () => 'the same' });
		for (const one of requests) lab.intercept(one);
		for (const one of requests.toReversed()) other.intercept(one);
		expect(lab.injected.map(({ kind }) => kind)).toEqual(other.injected.map(({ kind }) => kind));
	});
});

describe('on the wire', () => {
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await startEmulator({
			instances: [{ instanceId: 'ins-script0', agent: {} }],
			rateLimit: false,
		});
	});
	afterAll(() => emulator.stop());

	const closed = { message: expect.stringMatching(/socket hang up|ECONNRESET/) };
	const http = (httpCode: number) => ({ httpCode });
	const code = (start: string) => ({ code: expect.stringContaining(start) });
	const notJson = { message: expect.stringContaining('invalid json') };
	const started = { InvocationId: expect.stringMatching(/^inv-/) };

	/** What the official SDK's client makes of a run, and whether it was run: `either` where that is drawn. */
	it.each<[FaultKind, unknown, boolean | 'either']>([
		['clockAhead', code('AuthFailure.SignatureExpire'), false],
		['clockBehind', code('AuthFailure.SignatureExpire'), false],
		['closedAfter', closed, true],
		['closedBefore', closed, false],
		['emptyBody', notJson, 'either'],
		['http429', http(429), false],
		['http500', http(500), 'either'],
		['http502', http(502), 'either'],
		['http503', http(503), 'either'],
		['onlyRequestId', { RequestId: expect.any(String) }, true],
		['rateLimit', code('RequestLimitExceeded'), false],
		['resetAfter', { message: expect.stringContaining('ECONNRESET') }, true],
		['resetBefore', { message: expect.stringContaining('ECONNRESET') }, false],
		['slowDrip', started, true],
		['tokenExpired', code('AuthFailure.TokenFailure'), false],
		['truncatedJson', notJson, true],
		['wrongRequestId', started, true],
	])('%s', async (kind, seen, isRun) => {
		const lab = faultLab({ seed: 7, rate: 1, kinds: [kind] });
		emulator.intercept = lab.intercept;
		const runs = Array.from({ length: 8 }, async (_, index) => {
			const params = { Content: base64(`echo ${index}`), InstanceIds: ['ins-script0'] };
			return await sdk(emulator)
				.RunCommand(params)
				.catch((error: unknown) => error);
		});
		for (const result of await Promise.all(runs)) expect(result).toMatchObject(seen as object);
		const done = new Set(lab.injected.map(({ request: { done } }) => done));
		expect(done).toEqual(new Set(isRun === 'either' ? [true, false] : [isRun]));
	});

	it('onlyRequestId makes no success of what was refused', async () => {
		emulator.intercept = faultLab({ seed: 7, rate: 1, kinds: ['onlyRequestId'] }).intercept;
		await expect(
			sdk(emulator).CancelInvocation({ InvocationId: 'inv-00000000' }),
		).rejects.toMatchObject({ code: 'ResourceNotFound.InvocationNotFound' });
	});

	it.each<FaultKind>(['clockAhead', 'clockBehind'])('%s says so in Date', async (kind) => {
		emulator.intercept = faultLab({ seed: 7, rate: 1, kinds: [kind] }).intercept;
		const { headers } = await fetch(emulator.endpoint, { method: 'POST' });
		const seconds = (Date.parse(String(headers.get('date'))) - Date.now()) / 1000;
		expect(kind === 'clockAhead' ? -seconds : seconds).toBeGreaterThan(300);
	});

	// The SDK's client would keep its timer for a minute after it.
	it('gzipDamage cannot be unpacked', async () => {
		emulator.intercept = faultLab({ seed: 7, rate: 1, kinds: ['gzipDamage'] }).intercept;
		for (let times = 0; times < 8; times++) {
			const answer = await fetch(emulator.endpoint, { method: 'POST' });
			await expect(answer.text()).rejects.toThrow();
		}
	});

	it('wrongJson is JSON, and no answer of TAT', async () => {
		emulator.intercept = faultLab({ seed: 7, rate: 1, kinds: ['wrongJson'] }).intercept;
		for (let times = 0; times < 8; times++) {
			const answer: unknown = await (await fetch(emulator.endpoint, { method: 'POST' })).json();
			expect(JSON.stringify(answer)).not.toContain('RequestId');
		}
	});

	it('wrongRequestId is no text', async () => {
		emulator.intercept = faultLab({ seed: 7, rate: 1, kinds: ['wrongRequestId'] }).intercept;
		const types = new Set<string>();
		for (let times = 0; times < 20; times++) {
			const { Response } = (await (await fetch(emulator.endpoint, { method: 'POST' })).json()) as {
				Response: { RequestId: unknown };
			};
			types.add(typeof Response.RequestId);
		}
		expect(types).toEqual(new Set(['undefined', 'number', 'boolean', 'object']));
	});
});
