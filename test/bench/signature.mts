import { createHmac, createSecretKey, hash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as SdkSign from 'tencentcloud-sdk-nodejs/tencentcloud/common/sign.js';
import type * as Signer from '../../tencentcloud/signature.ts';
import { atLeast } from '../figures/finding.mts';
import type { Finding } from '../figures/finding.mts';
import { median, medianRatio, sideBySide } from './rounds.mts';

const ROUNDS = 100;
const ROUND_MS = 20;

const KEYS = { secretId: 'AKIDbenchbenchbenchbenchbenchbench00', secretKey: 'k'.repeat(32) };
const CANCEL = {
	InvocationId: 'inv-bench00001',
	InstanceIds: Array.from({ length: 100 }, (_, index) => `ins-bench${index + 100}`),
};
const REQUEST = {
	service: 'tat',
	method: 'POST',
	host: 'tat.tencentcloudapi.com',
	path: '/',
	query: '',
	contentType: 'application/json',
	action: 'CancelInvocation',
	timestamp: Math.floor(Date.now() / 1000),
	body: Buffer.from(JSON.stringify(CANCEL)),
};

/** Signatures a second for a cancel of 100 instances. */
export async function signature(): Promise<Finding[]> {
	const require = createRequire(join(process.cwd(), 'package.json'));
	const signer: typeof Signer = require('./dist/tencentcloud/signature.js');
	const sdk: typeof SdkSign.default = require('tencentcloud-sdk-nodejs/tencentcloud/common/sign.js');

	const rates = await sideBySide(ROUNDS, {
		ours: () => perSecond(() => signer.authorization(REQUEST, KEYS)),
		sdk: () => perSecond(signingWith(sdk.default)),
		floor: () => perSecond(onlyHashing(signer)),
	});
	const rate = (name: keyof typeof rates) => ({
		value: Math.round(median(rates[name])),
		unit: '/s',
	});
	const toSdk = medianRatio(rates.ours, rates.sdk);
	const toFloor = medianRatio(rates.ours, rates.floor);
	const what = 'sign a cancel of 100 instances';
	return [
		{
			what,
			ours: rate('ours'),
			other: { name: 'official SDK', ...rate('sdk') },
			ratio: toSdk,
			bound: atLeast(2, toSdk),
		},
		{
			what,
			ours: rate('ours'),
			other: { name: 'two SHA-256 and an HMAC only', ...rate('floor') },
			ratio: toFloor,
			bound: atLeast(0.7, toFloor),
		},
	];
}

/** As the SDK's client calls it: with the request itself, of which it makes JSON. */
function signingWith({ sign3 }: typeof SdkSign.default.default): () => void {
	const { service, method, host, path, contentType, timestamp } = REQUEST;
	const url = `https://${host}${path}`;
	const headers = { 'Content-Type': contentType };
	const rest = { multipart: false, boundary: '', headers };
	return () => sign3({ method, url, payload: CANCEL, timestamp, service, ...KEYS, ...rest });
}

/** What no signer can leave out, of the same bytes and by Node's quickest calls. */
function onlyHashing({ canonicalRequest, stringToSign }: typeof Signer): () => void {
	const signed = [canonicalRequest(REQUEST), stringToSign(REQUEST)];
	const key = createSecretKey(Buffer.alloc(32, 'k'));
	return () => {
		hash('sha256', REQUEST.body);
		hash('sha256', signed[0]);
		createHmac('sha256', key).update(signed[1]).digest('hex');
	};
}

function perSecond(act: () => void): number {
	const start = performance.now();
	let done = 0;
	while (performance.now() - start < ROUND_MS) {
		for (let times = 0; times < 20; times++) act();
		done += 20;
	}
	return (done * 1000) / (performance.now() - start);
}
