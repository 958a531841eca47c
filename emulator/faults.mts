import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Fault, Interception } from './interception.mts';
import type { RecordedRequest } from './recordedRequest.mts';

/** Returns a random number from 0 to below 1. */
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

/** What can go wrong with a request. Chance decides whether its action runs where the name does not say so. */
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
	// A refusal keeps its error: without it, no client could tell it from the success of a cancel.
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
	/** The share of requests that meet a fault, from 0 to 1. */
	rate: number;
	/** All equally likely. Default all kinds. */
	kinds?: readonly FaultKind[];
	/** Names what a request is about. Default: SecretId, region, action and all parameters. */
	subject?: (request: RecordedRequest) => string;
}

export interface FaultLab {
	/** To be an emulator's `intercept`. */
	intercept: (request: RecordedRequest) => Interception;
	/** Each fault so far; `done` of its request says whether the action ran anyway. */
	injected: Array<{ kind: FaultKind; request: RecordedRequest }>;
}

/**
 * Draws faults for requests, reproducibly: the fault of the n-th request of a subject depends only on the seed, the subject
 * and n, in whatever order the requests of different subjects come. The IDs that an emulator makes up differ from run to run,
 * and the number of polls depends on time: a run whose requests contain such IDs is reproducible if `subject` replaces them,
 * except for its polls.
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

/** Eight draws, more than any fault needs. */
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

/** The response to a client whose clock differs by `seconds`. */
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
			// The type of the first block, after the header: this one is reserved. Damage elsewhere might only garble the text.
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
