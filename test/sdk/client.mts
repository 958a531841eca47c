import { Agent } from 'node:http';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_client.js';
import type { Key } from '../../emulator/server.mts';

export type SdkClient = InstanceType<typeof Client>;

export interface ClientOptions {
	region?: string;
	reqMethod?: 'POST' | 'GET';
	/** Whether it keeps its connections open, which is not its default. */
	keepAlive?: boolean;
}

/** The official SDK's own client, talking to the emulator. */
export function sdkClient(
	endpoint: string,
	{ secretId, secretKey, token }: Key,
	{ region = 'ap-guangzhou', reqMethod = 'POST', keepAlive = false }: ClientOptions = {},
): SdkClient {
	return new Client({
		credential: { secretId, secretKey, token },
		region,
		profile: {
			httpProfile: {
				protocol: 'http://',
				endpoint: endpoint.replace('http://', ''),
				reqMethod,
				// An agent of its own keeps the SDK from a proxy set in the environment.
				agent: new Agent({ keepAlive }),
			},
		},
	});
}
