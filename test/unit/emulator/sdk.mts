import type { Emulator } from '../../../emulator/server.mts';
import { sdkClient } from '../../sdk/client.mts';
import type { SdkClient } from '../../sdk/client.mts';

export interface SdkOptions {
	secretId?: string;
	secretKey?: string;
	token?: string;
	region?: string;
	reqMethod?: 'POST' | 'GET';
}

/** The official SDK's own client, talking to the emulator with its first key where no other is given. */
export function sdk(emulator: Emulator, options: SdkOptions = {}): SdkClient {
	const { region, reqMethod, ...key } = options;
	return sdkClient(emulator.endpoint, { ...emulator.keys[0], ...key }, { region, reqMethod });
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
	client: SdkClient,
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
