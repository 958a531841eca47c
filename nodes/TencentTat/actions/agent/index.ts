import type { Resource } from '../operation';
import { getStatus } from './getStatus';

export const agent: Resource = { name: 'Agent', operations: { getStatus } };
