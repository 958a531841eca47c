/** What the API tolerates between the time of a request and its own. */
const TOLERATED_MS = 300_000;
/** A Date header is right to about a second, so what differs less is the same. */
const SAME_MS = 2000;
/** Bounds what endpoints under many names may have this process keep. */
const MOST_HOSTS = 1000;

/** How far a host is ahead of this machine, in milliseconds. */
interface Clock {
	/** What is signed by: a clock is doubted when it has to be. */
	signed: number;
	/** The same as the last answer has it, right to about a second. */
	last: number;
}

/** By host, so that none sets the time for another; those that answered last come last. */
const clocks = new Map<string, Clock>();

/** Milliseconds since the epoch at a host, as far as is known: the time to sign with. */
export function now(host: string): number {
	return Date.now() + ahead(host);
}

/** How far a host is ahead of this machine, as requests to it are signed. */
export function ahead(host: string): number {
	return clocks.get(host)?.signed ?? 0;
}

/**
 * Takes over the time of an answer.
 *
 * @param date its Date header
 * @returns whether it has one
 */
export function setClock(host: string, date: unknown): boolean {
	const wrongBy = machineAhead(date);
	if (wrongBy === undefined) return false;
	const signed = ahead(host);
	keep(host, { signed: Math.abs(wrongBy + signed) < SAME_MS ? signed : -wrongBy, last: -wrongBy });
	return true;
}

/** Takes note of the time of an answer. */
export function noteTime(host: string, date: unknown): void {
	const wrongBy = machineAhead(date);
	if (wrongBy !== undefined) keep(host, { signed: ahead(host), last: -wrongBy });
}

/**
 * What a time of this machine was at a host, as its last answer tells; too early by as long as that took.
 *
 * @param at milliseconds since the epoch
 */
export function atHost(host: string, at: number): number {
	return at + (clocks.get(host)?.last ?? 0);
}

/** How wrong the clock of this machine is known to be by a host's, in words; nothing while it is tolerated. */
export function knownClockError(host: string): string | undefined {
	return Math.abs(ahead(host)) > TOLERATED_MS ? inWords(-ahead(host)) : undefined;
}

/** How far the clock of this machine is from the Date header of an answer, in words; nothing without one. */
export function clockError(date: unknown): string | undefined {
	const milliseconds = machineAhead(date);
	return milliseconds === undefined ? undefined : inWords(milliseconds);
}

/** A clock that is forgotten costs its host one request that is refused for the time and sent again. */
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
