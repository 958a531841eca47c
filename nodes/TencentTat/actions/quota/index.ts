import type { Resource } from '../operation';
import { get } from './get';

export const quota: Resource = { name: 'Quota', operations: { get } };
