import type { Resource } from '../operation';
import { getAll } from './getAll';

export const region: Resource = { name: 'Region', operations: { getAll } };
