import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TencentTat as Node } from '../../nodes/TencentTat/TencentTat.node.ts';
import { reference } from './markdown.mts';

const require = createRequire(join(process.cwd(), 'package.json'));
const { TencentTat } = require('./dist/nodes/TencentTat/TencentTat.node.js') as {
	TencentTat: typeof Node;
};
await writeFile('docs/operations.md', reference(new TencentTat().description.properties));
