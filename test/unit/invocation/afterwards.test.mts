import { detailsOf, messageOf } from '../../../nodes/TencentTat/failure.ts';
import { failedAfterwards } from '../../../nodes/TencentTat/invocation/afterwards.ts';
import { StoppedError } from '../../../nodes/TencentTat/transport/pause.ts';
import { internalError } from '../transport/scriptedTat.mts';

const lookFailed = internalError('DescribeInvocations', { InvocationIds: ['inv-a'] });
const done = { what: 'cancel', invocationId: 'inv-a', requestIds: ['request-0'] } as const;
const ACCEPTED =
	'Cancel of inv-a was accepted (RequestId request-0), but what became of it could not be read';

it('says first what went through, and that it must not be repeated', () => {
	expect(lookFailed.failure).toMatchObject({ retryable: true, ran: 'no' });
	const error = failedAfterwards(done, lookFailed) as Error;
	expect(messageOf(error)).toBe(`${ACCEPTED}. ${messageOf(lookFailed)}`);
	expect(detailsOf(error)).toMatchObject({
		code: 'InternalError',
		requestId: 'request-1',
		hint: expect.stringContaining('Do not repeat what went through'),
		retryable: false,
		ran: 'yes',
	});
});

it('says so of an answer that could not be understood as well', () => {
	const error = failedAfterwards(done, new TypeError('x is not a list')) as Error;
	expect(messageOf(error)).toBe(`${ACCEPTED}: x is not a list`);
	expect(detailsOf(error).ran).toBe('yes');
});

it('leaves a stop alone', () => {
	const stop = new StoppedError();
	expect(failedAfterwards(done, stop)).toBe(stop);
});
