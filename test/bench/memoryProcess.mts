/** A process of its own for `memory.mts`: runs the step it is told, and answers the kilobytes it took. */
import { once } from 'node:events';
import type { MemoryTask } from './memory.mts';
import { startN8n } from './n8n.mts';

const [{ step, pairs, endpoint, key }] = (await once(process, 'message')) as [MemoryTask];
const n8n = await startN8n(endpoint, key);
await n8n[step](pairs);
process.send?.(process.resourceUsage().maxRSS);
