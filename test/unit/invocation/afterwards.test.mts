import { failedAfterwards } from '../../../nodes/TencentTat/invocation/afterwards.ts';
import { StoppedError } from '../../../nodes/TencentTat/transport/pause.ts';
import { internalError } from '../transport/scriptedTat.mts';

const lookFailed = internalError('DescribeInvocations', { InvocationIds: ['inv-a'] });

it('says first what went through, and that it must not be repeated', () => {
	expect(lookFailed.details.retryable).toBe(true);
	expect(failedAfterwards('It was accepted', lookFailed)).toMatchObject({
		message: `It was accepted, but what became of it could not be read. ${lookFailed.message}`,
		details: {
			code: 'InternalError',
			requestId: 'request-1',
			hint: expect.stringContaining('Do not repeat what went through'),
			retryable: false,
		},
	});
});

it('says so of an answer that could not be understood as well', () => {
	const { message } = failedAfterwards(
		'It was accepted',
		new TypeError('x is not a list'),
	) as Error;
	expect(message).toBe('It was accepted, but what became of it could not be read: x is not a list');
});

it('leaves a stop alone', () => {
	const stop = new StoppedError();
	expect(failedAfterwards('It was accepted', stop)).toBe(stop);
});
