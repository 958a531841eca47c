import type { ActionSpec } from './api.mts';
import type { Clock } from './clock.mts';
import { VendorError } from './errors.mts';

const WINDOW_MS = 1000;

/**
 * Counts requests per action, SecretId and region over the last second, and throws
 * RequestLimitExceeded when there are too many. A refused request does not count.
 */
export function rateLimiter(clock: Clock) {
	const accepted = new Map<string, number[]>();
	return (action: string, spec: ActionSpec, secretId: string, region = ''): void => {
		const key = [action, secretId, region].join('\n');
		const now = clock.now();
		const recent = (accepted.get(key) ?? []).filter((at) => at > now - WINDOW_MS);
		if (recent.length >= spec.rateLimitPerSecond) {
			throw new VendorError(
				'RequestLimitExceeded',
				`Your current request times equals to ${recent.length + 1} in a second, which exceeds the ` +
					`frequency limit ${spec.rateLimitPerSecond} for a second. Please reduce the frequency of calls.`,
			);
		}
		accepted.set(key, [...recent, now]);
	};
}
