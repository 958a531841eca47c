import { instanceSpecs, startEmulator } from '../../emulator/server.mts';
import type { Emulator, EmulatorOptions } from '../../emulator/server.mts';
import type { CredentialJson } from './n8nCli.mts';
import { installedN8n } from './n8nInstall.mts';
import type { N8nVersion } from './n8nInstall.mts';
import { scratchUserFolder } from './userFolder.mts';
import type { UserFolder } from './userFolder.mts';

/** An n8n with this project's package, and a TAT for it to call. */
export interface Stage {
	emulator: Emulator;
	/** The credential that the example workflows name. */
	credential: CredentialJson;
	/** Folder of the n8n. */
	installed: string;
	userFolder: UserFolder;
	stop(): Promise<void>;
}

export async function setStage(version: N8nVersion, options: EmulatorOptions = {}): Promise<Stage> {
	const installed = await installedN8n(version);
	const userFolder = await scratchUserFolder();
	const emulator = await startEmulator({
		instances: [
			...instanceSpecs('ins-demo', 3, 'bash'),
			...instanceSpecs('ins-fake', 3, { runMs: Infinity }),
		],
		...options,
	});
	const { endpoint } = emulator;
	const [{ secretId, secretKey }] = emulator.keys;
	return {
		emulator,
		credential: {
			id: 'tencentCloudAccount',
			name: 'Tencent Cloud account',
			type: 'tencentCloudApi',
			data: { secretId, secretKey, region: 'ap-guangzhou', endpoint },
		},
		installed,
		userFolder,
		async stop() {
			await emulator.stop();
			userFolder.remove();
		},
	};
}
