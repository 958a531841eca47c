import type { Resource } from '../operation';
import { getAll } from './getAll';

export const scene: Resource = { name: 'Scene', operations: { getAll } };
