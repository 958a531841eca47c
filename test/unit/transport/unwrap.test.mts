import { readResponse } from '../../../tencentcloud/response.ts';
import type { HttpResponse } from '../../../tencentcloud/response.ts';
import { KNOWN_CODES } from '../../../tencentcloud/errorCodes.ts';
import {
	afterLost,
	failure,
	permission,
	refusal,
	unwrap as resultIn,
} from '../../../nodes/TencentTat/transport/unwrap.ts';
import type { Asked } from '../../../nodes/TencentTat/transport/unwrap.ts';
import { detailsOf, messageOf } from '../../../nodes/TencentTat/failure.ts';
import type { Action } from '../../../nodes/TencentTat/transport/api.ts';
import { networkFault } from '../../../tencentcloud/faults.ts';
import { TatError } from '../../../nodes/TencentTat/transport/TatError.ts';

const asked = {
	action: 'CancelInvocation',
	request: { InvocationId: 'inv-ib2lld37' },
	region: 'ap-guangzhou',
} as const;
const REQUEST_ID = 'b27421da-0ad4-4e11-b694-cda143606701';

function answer(response: unknown, statusCode = 200) {
	return { body: JSON.stringify({ Response: response }), headers: {}, statusCode };
}

function resultOf(of: typeof asked, http: HttpResponse) {
	return resultIn(of, readResponse(http, permission(of.action)));
}

/** An error as it leaves the node. */
const shown = (error: Error) => ({ message: messageOf(error), details: detailsOf(error) });

function thrownBy(act: () => unknown) {
	try {
		act();
	} catch (error) {
		if (error instanceof TatError) return shown(error);
	}
	throw new Error('No TatError was thrown');
}

it('answers the result', () => {
	expect(resultOf(asked, answer({ RequestId: REQUEST_ID }))).toEqual({ RequestId: REQUEST_ID });
});

describe('a list', () => {
	const asked: Asked<'DescribeCommands'> = { action: 'DescribeCommands', request: {}, region: '' };
	const listIn = (response: object) => {
		const read = readResponse(
			answer({ ...response, RequestId: REQUEST_ID }),
			'tat:DescribeCommands',
		);
		return resultIn(asked, read).CommandSet;
	};

	it('may be left out or null when it is empty', () => {
		expect(listIn({ TotalCount: 0, CommandSet: [] })).toEqual([]);
		expect(listIn({ TotalCount: 0, CommandSet: null })).toEqual([]);
		expect(listIn({ TotalCount: 0 })).toEqual([]);
	});

	it.each([
		{},
		{ TotalCount: 7, CommandSet: null },
		{ TotalCount: 7 },
		{ TotalCount: 0, CommandSet: 'none' },
		{ TotalCount: 1, CommandSet: {} },
		{ TotalCount: 1, CommandSet: [null] },
		{ TotalCount: 1, CommandSet: ['cmd-a'] },
	])('is not read into %j', (response) => {
		const { details } = thrownBy(() => listIn(response));
		expect(details).toMatchObject({ code: 'InvalidAnswer.Incomplete', retryable: true });
	});
});

describe('vendor errors', () => {
	it.each([...KNOWN_CODES])('%s names what was asked, itself and the RequestId', (Code) => {
		const error = thrownBy(() =>
			resultOf(asked, answer({ Error: { Code, Message: 'in full' }, RequestId: REQUEST_ID })),
		);
		expect(error.message).toMatch(/^Cancel of inv-ib2lld37 in ap-guangzhou failed: /);
		expect(error.message).toContain(`(${Code}, RequestId ${REQUEST_ID})`);
		expect(error.details).toMatchObject({
			code: Code,
			requestId: REQUEST_ID,
			action: 'CancelInvocation',
			region: 'ap-guangzhou',
			hint: expect.stringMatching(/.+ Tencent Cloud says: in full$/),
		});
	});

	it('without a message say what is known of their code', () => {
		const { details } = thrownBy(() =>
			resultOf(asked, answer({ Error: { Code: 'InternalError' }, RequestId: REQUEST_ID })),
		);
		expect(details.hint).not.toContain('Tencent Cloud says');
	});

	it('are read whatever the HTTP status', () => {
		const Error = { Code: 'InternalError', Message: '' };
		expect(
			thrownBy(() => resultOf(asked, answer({ Error, RequestId: REQUEST_ID }, 502))).details.code,
		).toBe('InternalError');
	});

	it('of a kind never seen still name code and class', () => {
		const Error = { Code: 'LimitExceeded.SomethingNew', Message: 'new' };
		expect(
			thrownBy(() => resultOf(asked, answer({ Error, RequestId: REQUEST_ID }))).message,
		).toContain('a quota of the account is used up (LimitExceeded.SomethingNew');
	});

	it('say nothing of the clock when the answer has no date', () => {
		const Error = { Code: 'AuthFailure.SignatureExpire', Message: '' };
		expect(
			thrownBy(() => resultOf(asked, answer({ Error, RequestId: REQUEST_ID }))).message,
		).toContain('by more than 5 minutes');
	});

	it('say in which direction the clock is off', () => {
		const Error = { Code: 'AuthFailure.SignatureExpire', Message: '' };
		const headers = { date: new Date(Date.now() + 3_600_500).toUTCString() };
		expect(
			thrownBy(() => resultOf(asked, { ...answer({ Error, RequestId: REQUEST_ID }), headers }))
				.message,
		).toMatch(/the clock of this machine is (60 min 0|59 min 59) s behind/);
	});
});

it.each([
	['', 'InvalidAnswer.Empty'],
	['   ', 'InvalidAnswer.Empty'],
	[undefined, 'InvalidAnswer.Empty'],
	['<html>', 'InvalidAnswer.NotJson'],
	['{"Response":', 'InvalidAnswer.NotJson'],
	['null', 'InvalidAnswer.NotTat'],
	['[]', 'InvalidAnswer.NotTat'],
	['{}', 'InvalidAnswer.NotTat'],
	['{"Response":null}', 'InvalidAnswer.NotTat'],
	['{"Response":{}}', 'InvalidAnswer.NotTat'],
	['{"Response":{"RequestId":7}}', 'InvalidAnswer.NotTat'],
])('takes %j for %s', (body, code) => {
	const { details } = thrownBy(() => resultOf(asked, { body, headers: {}, statusCode: 200 }));
	expect(details).toMatchObject({ code, requestId: null, retryable: true });
});

it.each([
	[301, 'HttpError.301', false],
	[403, 'HttpError.403', false],
	[429, 'HttpError.429', true],
	[500, 'HttpError.500', true],
	[503, 'HttpError.503', true],
])('takes HTTP %d for %s', (statusCode, code, retryable) => {
	expect(
		thrownBy(() => resultOf(asked, { body: '<html>', headers: {}, statusCode })).details,
	).toMatchObject({ code, retryable });
});

describe('network faults', () => {
	it.each([
		['ECONNABORTED', 'NetworkError.Timeout'],
		['ETIMEDOUT', 'NetworkError.Timeout'],
		['ECONNRESET', 'NetworkError.ConnectionLost'],
		['ECONNREFUSED', 'NetworkError.ConnectionRefused'],
		['EAI_AGAIN', 'NetworkError.HostNotFound'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'NetworkError.Certificate'],
		['ESOMETHING', 'NetworkError.Other'],
	])('%s is %s, however deep it lies', (code, expected) => {
		const cause = Object.assign(new Error('low'), { code });
		expect(networkFault(new Error('high', { cause: new Error('mid', { cause }) })).code).toBe(
			expected,
		);
	});

	it('of no known code keep their text', () => {
		expect(networkFault(new Error('what happened')).meaning).toContain('what happened');
		expect(networkFault('thrown text').meaning).toContain('thrown text');
	});
});

describe('whether it may be sent again', () => {
	const run: Asked<'RunCommand'> = {
		action: 'RunCommand',
		request: { Content: '', InstanceIds: ['ins-aaaaaaaa'] },
		region: '',
	};

	it('is no after an unclear end of what can run twice', () => {
		const { message, details } = shown(refusal(run, 'InternalError', REQUEST_ID));
		expect(details.retryable).toBe(false);
		expect(message).toContain('Whether it went through is not known');
		expect(message).toMatch(/^Run of a command on ins-aaaaaaaa failed/);
	});

	it('is yes, and said, after an unclear end of what does no harm twice', () => {
		const { message, details } = shown(refusal(asked, 'InternalError', REQUEST_ID));
		expect(details.retryable).toBe(true);
		expect(message).toContain('Whether it went through is not known; doing it again does no harm');
	});

	it('and whether it ran are told apart', () => {
		const look: Asked<'DescribeRegions'> = { action: 'DescribeRegions', request: null, region: '' };
		const lost = (of: Asked<Action>) => refusal(of, 'InternalError');
		const refused = (of: Asked<Action>) => refusal(of, 'LimitExceeded');
		expect([run, asked, look].map((of) => lost(of).failure.ran)).toEqual([
			'unknown',
			'unknown',
			'no',
		]);
		expect([run, asked, look].map((of) => refused(of).failure.ran)).toEqual(['no', 'no', 'no']);
		const later = [asked, look].map((of) => afterLost(of, refused(of)) as TatError);
		expect(later.map(({ failure }) => failure.ran)).toEqual(['unknown', 'no']);
	});

	it('is no question of what changes nothing', () => {
		const look: Asked<'DescribeRegions'> = { action: 'DescribeRegions', request: null, region: '' };
		expect(shown(refusal(look, 'InternalError')).message).not.toContain('not known');
	});

	it('is yes after a refusal', () => {
		expect(shown(refusal(run, 'RequestLimitExceeded.IPLimitExceeded')).details.retryable).toBe(
			true,
		);
	});

	it('is no when the request never left, and without a doubt', () => {
		const { message, details } = shown(
			failure(run, networkFault(Object.assign(new Error(), { code: 'ECONNREFUSED' })), null),
		);
		expect(details.retryable).toBe(false);
		expect(message).not.toContain('not known');
	});
});
