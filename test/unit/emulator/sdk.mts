import { Agent } from 'node:http';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_client.js';
import type { Emulator } from '../../../emulator/server.mts';

export interface SdkOptions {
	secretId?: string;
	secretKey?: string;
	token?: string;
	region?: string;
	reqMethod?: 'POST' | 'GET';
}

/** The official SDK's own client, talking to the emulator. */
export function sdk(emulator: Emulator, options: SdkOptions = {}): InstanceType<typeof Client> {
	const [key] = emulator.keys;
	const { secretId = key.secretId, secretKey = key.secretKey, token = key.token } = options;
	return new Client({
		credential: { secretId, secretKey, token },
		region: options.region ?? 'ap-guangzhou',
		profile: {
			httpProfile: {
				protocol: 'http://',
				endpoint: emulator.endpoint.replace('http://', ''),
				reqMethod: options.reqMethod ?? 'POST',
				// An agent of its own keeps the SDK from a proxy set in the environment.
				agent: new Agent(),
			},
		},
	});
}

/** The code of the vendor error a call is refused with; undefined when it succeeds. */
export async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
	try {
		await call;
	} catch (error) {
		return (error as { code?: string }).code ?? String(error);
	}
	return undefined;
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const text = (encoded = ''): string => Buffer.from(encoded, 'base64').toString();

/** Asks again until `condition` holds for the answer. The test's own timeout is the limit. */
export async function until<T>(
	ask: () => Promise<T>,
	condition: (answer: T) => boolean,
): Promise<T> {
	for (;;) {
		const answer = await ask();
		if (condition(answer)) return answer;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** Expects each request to be refused with its code. */
export async function expectRefused(
	client: InstanceType<typeof Client>,
	action: string,
	refused: Array<[object, string]>,
): Promise<void> {
	for (const [parameters, code] of refused) {
		expect([parameters, await codeOf(client.request(action, parameters))]).toEqual([
			parameters,
			code,
		]);
	}
}
