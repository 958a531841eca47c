import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodesBase } from '../../engine/nodesBase.mts';

it('says what it could not fetch, and leaves nothing half-made behind', async () => {
	const project = await mkdtemp(join(tmpdir(), 'nodes-base-'));
	try {
		// Nothing listens on port 1.
		await writeFile(join(project, '.npmrc'), 'registry=http://127.0.0.1:1\nfetch-retries=0\n');
		await expect(nodesBase(project)).rejects.toThrow(
			'Could not fetch n8n-nodes-base@2.41.2 from the npm registry',
		);
		expect(await readdir(join(project, 'node_modules/.cache'))).toEqual([]);
	} finally {
		await rm(project, { recursive: true });
	}
});
