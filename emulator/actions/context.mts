import type {
	Filter,
	Tag,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tat/v20201028/tat_models.js';
import type { Clock } from '../clock.mts';
import type { CommandBook } from '../commands.mts';
import type { Instance } from '../instances.mts';
import type { InvocationBook } from '../invocations.mts';
import type { KeyRing } from '../keys.mts';
import type { RegistrationBook } from '../registrations.mts';
import type { InvokerBook } from '../invokers.mts';
import type { Role } from '../roles.mts';

/** What an action works with. `region` is undefined only where it is not required. */
export interface Context {
	region?: string;
	regions: string[];
	instances: Instance[];
	commands: CommandBook;
	book: InvocationBook;
	registrations: RegistrationBook;
	invokers: InvokerBook;
	clock: Clock;
	/** SecretId of the key that signed the request. */
	secretId: string;
	roles: Role[];
	keys: KeyRing;
}

/** Parameters are already validated, so a handler may trust their types and limits. Returns the fields besides RequestId. */
export type Handlers = Record<
	string,
	(parameters: never, context: Context) => Record<string, unknown>
>;

export function inRegion<T extends { region: string }>(items: T[], { region }: Context): T[] {
	return items.filter((item) => region === undefined || item.region === region);
}

/** Filters are AND-ed, their values OR-ed. The first of `properties` is the item's own ID; a list
 * has any of its entries. */
export function matches(
	filters: Filter[] = [],
	ids: string[] = [],
	properties: Record<string, string | readonly string[]>,
): boolean {
	const [ownId] = Object.values(properties);
	if (ids.length > 0 && !ids.includes(ownId as string)) return false;
	return filters.every(({ Name, Values }) =>
		[properties[Name] ?? []].flat().some((value) => Values.includes(value)),
	);
}

/** The properties that filters on tags compare. */
export function tagProperties(tags: Tag[] = []): Record<string, readonly string[]> {
	return {
		'tag-key': tags.map(({ Key }) => Key),
		'tag-value': tags.map(({ Value }) => Value),
		...Object.fromEntries(tags.map(({ Key, Value }) => [`tag:${Key}`, [Value]])),
	};
}

/** Limit and Offset hold their defaults when the caller gave none. */
export function page<T>(
	items: T[],
	{ Limit = 0, Offset = 0 }: { Limit?: number; Offset?: number },
): T[] {
	return items.slice(Offset, Offset + Limit);
}
