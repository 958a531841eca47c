import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Fault, Interception } from './interception.mts';
import type { RecordedRequest } from './recordedRequest.mts';

/** Gives a number from 0 to 1, 1 excluded, at each call. */
type Draw = () => number;

const HTML = {
	body: '<html><body><h1>We will be back soon</h1></body></html>',
	headers: { 'Content-Type': 'text/html' },
};
const WRONG_JSON = ['null', '[]', '42', '"busy"', '{"ok":true}', '{"Response":null}'];
const WRONG_REQUEST_IDS = [undefined, null, 17, true, {}, []];
const RATE_CODES = [
	'RequestLimitExceeded',
	'RequestLimitExceeded.UinLimitExceeded',
	'RequestLimitExceeded.GlobalRegionUinLimitExceeded',
	'RequestLimitExceeded.IPLimitExceeded',
];

/** What can go wrong, as a request meets it. Whether its action is run is a draw where the name does not say it. */
const FAULTS = {
	clockAhead: (draw) => wrongClock(between(draw, -3600, -301)),
	clockBehind: (draw) => wrongClock(between(draw, 301, 3600)),
	closedAfter: () => ({ drop: true, afterProcessing: true }),
	closedBefore: () => ({ drop: true }),
	emptyBody: (draw) => ({ body: '', afterProcessing: eitherWay(draw) }),
	gzipDamage,
	http429: () => ({ ...HTML, status: 429 }),
	http500: (draw) => ({ ...HTML, status: 500, afterProcessing: eitherWay(draw) }),
	http502: (draw) => ({ ...HTML, status: 502, afterProcessing: eitherWay(draw) }),
	http503: (draw) => ({ ...HTML, status: 503, afterProcessing: eitherWay(draw) }),
	// A refusal stays one: without its error it would be a cancel's success, which no client could tell from a true one.
	onlyRequestId: () => ({
		body: withResponse(({ RequestId, Error }) => ({ RequestId, ...(Error ? { Error } : {}) })),
	}),
	rateLimit: (draw) => ({ code: pick(draw, RATE_CODES), message: 'Please slow down.' }),
	resetAfter: () => ({ drop: 'reset', afterProcessing: true }),
	resetBefore: () => ({ drop: 'reset' }),
	slowDrip: (draw) => ({ dripMs: between(draw, 100, 3000) }),
	tokenExpired: () => ({ code: 'AuthFailure.TokenFailure', message: 'The token has expired.' }),
	truncatedJson: (draw) => truncated(draw()),
	wrongJson: (draw) => ({ body: pick(draw, WRONG_JSON), afterProcessing: eitherWay(draw) }),
	wrongRequestId: (draw) => wrongRequestId(pick(draw, WRONG_REQUEST_IDS)),
} satisfies Record<string, (draw: Draw) => Interception>;

export type FaultKind = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[];

export interface FaultLabOptions {
	/** The same seed draws the same faults. */
	seed: number;
	/** The share of requests that a fault meets, from 0 to 1. */
	rate: number;
	/** Each as likely as the others. Default all. */
	kinds?: readonly FaultKind[];
	/** Names what a request is about. Default who asks where for what, with all parameters. */
	subject?: (request: RecordedRequest) => string;
}

export interface FaultLab {
	/** To be an emulator's `intercept`. */
	intercept: (request: RecordedRequest) => Interception;
	/** Each fault so far; whether the action was run nevertheless says the request's `done`. */
	injected: Array<{ kind: FaultKind; request: RecordedRequest }>;
}

/**
 * Draws faults for requests. Reproducible means: what the n-th request of a subject meets depends on the seed, the
 * subject and n alone, in whichever order the requests of different subjects come. The IDs that an emulator makes up
 * differ from run to run, and how often someone polls depends on time: a run whose requests have such IDs in them is
 * reproducible when `subject` names them otherwise, and in all but its polls.
 */
export function faultLab({
	seed,
	rate,
	kinds = FAULT_KINDS,
	subject = ({ secretId, region, action, params }) =>
		JSON.stringify([secretId, region, action, params]),
}: FaultLabOptions): FaultLab {
	const seen = new Map<string, number>();
	const lab: FaultLab = {
		injected: [],
		intercept(request) {
			const about = subject(request);
			const times = (seen.get(about) ?? 0) + 1;
			seen.set(about, times);
			const draw = drawsFrom(JSON.stringify([seed, about, times]));
			if (draw() >= rate) return undefined;
			const kind = pick(draw, kinds);
			lab.injected.push({ kind, request });
			return FAULTS[kind](draw);
		},
	};
	return lab;
}

/** Eight draws, which is more than a fault takes. */
function drawsFrom(text: string): Draw {
	const bytes = hash('sha256', text, 'buffer');
	let at = 0;
	return () => {
		const drawn = bytes.readUInt32BE(at) / 2 ** 32;
		at += 4;
		return drawn;
	};
}

const eitherWay = (draw: Draw): boolean => draw() < 0.5;
const between = (draw: Draw, least: number, most: number): number =>
	least + draw() * (most - least);
const pick = <T,>(draw: Draw, things: readonly T[]): T =>
	things[Math.floor(draw() * things.length)];

/** As it is answered to a client whose clock differs from the `seconds` later time here. */
function wrongClock(seconds: number): Interception {
	return {
		code: 'AuthFailure.SignatureExpire',
		message: 'The signature has expired.',
		headers: { Date: new Date(Date.now() + seconds * 1000).toUTCString() },
	};
}

function gzipDamage(): Fault {
	return {
		headers: { 'Content-Encoding': 'gzip' },
		body(answer) {
			const bytes = gzipSync(answer);
			// Behind the header, the kind of the first block: this one is reserved. Damage elsewhere may only garble the text.
			bytes[10] |= 0b110;
			return bytes;
		},
	};
}

function truncated(place: number): Fault {
	return { body: (answer) => answer.slice(0, Math.floor(place * answer.length)) };
}

function wrongRequestId(RequestId: unknown): Fault {
	return { body: withResponse((response) => ({ ...response, RequestId })) };
}

function withResponse(change: (response: Record<string, unknown>) => Record<string, unknown>) {
	return (answer: string): string => {
		const { Response } = JSON.parse(answer) as { Response: Record<string, unknown> };
		return JSON.stringify({ Response: change(Response) });
	};
}
