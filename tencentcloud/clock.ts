/** What the API tolerates between the time of a request and its own. */
const TOLERATED_MS = 300_000;

/** Milliseconds that Tencent Cloud is ahead of this machine, once an answer has shown it. */
let ahead = 0;

/** The same as the last answer has it, right to about a second. It is not signed by: a clock is doubted when it has to be. */
let lastAhead = 0;

/** Milliseconds since the epoch at Tencent Cloud, as far as is known: the time to sign with. */
export function now(): number {
	return Date.now() + ahead;
}

/**
 * Takes over the time of an answer.
 *
 * @param date its Date header
 * @returns whether it has one
 */
export function setClock(date: unknown): boolean {
	const wrongBy = machineAhead(date);
	if (wrongBy === undefined) return false;
	ahead = -wrongBy;
	return true;
}

/** Takes note of the time of an answer. */
export function noteTime(date: unknown): void {
	const wrongBy = machineAhead(date);
	if (wrongBy !== undefined) lastAhead = -wrongBy;
}

/**
 * What a time of this machine was at Tencent Cloud, as its last answer tells; too early by as long as that took.
 *
 * @param at milliseconds since the epoch
 */
export function atTencentCloud(at: number): number {
	return at + lastAhead;
}

/** How wrong the clock of this machine is known to be, in words; nothing while it is tolerated. */
export function knownClockError(): string | undefined {
	return Math.abs(ahead) > TOLERATED_MS ? inWords(-ahead) : undefined;
}

/** How far the clock of this machine is from the Date header of an answer, in words; nothing without one. */
export function clockError(date: unknown): string | undefined {
	const milliseconds = machineAhead(date);
	return milliseconds === undefined ? undefined : inWords(milliseconds);
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
