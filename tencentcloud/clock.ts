/** What the API tolerates between the time of a request and its own. */
const TOLERATED_MS = 300_000;
/** A Date header is exact to about a second, so smaller differences do not count. */
const SAME_MS = 2000;
/** Limits the memory that endpoints under many names can take up. */
const MOST_HOSTS = 1000;

/** How far a host is ahead of this machine, in milliseconds. */
interface Clock {
	/** Used for signing. */
	signed: number;
	/** From the last response, exact to about a second. Not used for signing; only SignatureExpire adjusts that. */
	last: number;
}

/** By host, so that no host sets the time for another; the most recently used come last. */
const clocks = new Map<string, Clock>();

/** The time to sign with: milliseconds since the epoch at a host, as far as is known. */
export function now(host: string): number {
	return Date.now() + ahead(host);
}

/** How far a host is ahead of this machine, as requests to it are signed. */
export function ahead(host: string): number {
	return clocks.get(host)?.signed ?? 0;
}

/**
 * Signs requests to a host with the time of its response from now on.
 *
 * @param date its Date header
 * @returns whether that is a date
 */
export function setClock(host: string, date: unknown): boolean {
	const wrongBy = machineAhead(date);
	if (wrongBy === undefined) return false;
	const signed = ahead(host);
	keep(host, { signed: Math.abs(wrongBy + signed) < SAME_MS ? signed : -wrongBy, last: -wrongBy });
	return true;
}

/** Records the time of a response, without signing with it. */
export function noteTime(host: string, date: unknown): void {
	const wrongBy = machineAhead(date);
	if (wrongBy !== undefined) keep(host, { signed: ahead(host), last: -wrongBy });
}

/**
 * A time of this machine as the host's clock showed it, going by its last response; too early by that response's delay.
 *
 * @param at milliseconds since the epoch
 */
export function atHost(host: string, at: number): number {
	return at + (clocks.get(host)?.last ?? 0);
}

/** How wrong this machine's clock is compared to a host's, in words; undefined while the API tolerates it. */
export function knownClockError(host: string): string | undefined {
	return Math.abs(ahead(host)) > TOLERATED_MS ? inWords(-ahead(host)) : undefined;
}

/** How wrong this machine's clock is compared to the Date header of a response, in words; undefined without one. */
export function clockError(date: unknown): string | undefined {
	const milliseconds = machineAhead(date);
	return milliseconds === undefined ? undefined : inWords(milliseconds);
}

/** Forgetting a host's clock costs one request that the host refuses for its time, and that is sent again. */
function keep(host: string, clock: Clock): void {
	clocks.delete(host);
	clocks.set(host, clock);
	if (clocks.size > MOST_HOSTS) clocks.delete(clocks.keys().next().value as string);
}

function machineAhead(date: unknown): number | undefined {
	const milliseconds = Date.now() - Date.parse(String(date));
	return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

function inWords(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	const [minutes, rest] = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60];
	return `the clock of this machine is ${minutes} min ${rest} s ${seconds > 0 ? 'ahead of' : 'behind'} Tencent Cloud's, and 5 minutes are tolerated`;
}
