import { invocationSummary } from '../../../nodes/TencentTat/invocation/summary.ts';

it('has empty texts, and null for times, where TAT leaves them out', () => {
	expect(invocationSummary({})).toEqual({
		invocationId: '',
		invocationStatus: '',
		commandId: '',
		commandName: '',
		createdTime: null,
		startTime: null,
		endTime: null,
		instances: [],
	});
});
