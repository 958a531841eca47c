import { Output, divert, endedAt, startedAt, stateOf } from '../../../emulator/tasks.mts';
import type { Task } from '../../../emulator/tasks.mts';

const task = (): Task => ({
	invocationTaskId: 'invt-0123456789',
	instanceId: 'ins-01234567',
	timeline: [
		{ at: 10, status: 'PENDING' },
		{ at: 20, status: 'RUNNING' },
		{ at: 30, status: 'SUCCESS' },
	],
	output: new Output(),
});

it.each([
	[9, 'PENDING', null, null],
	[10, 'PENDING', null, null],
	[20, 'RUNNING', 20, null],
	[29, 'RUNNING', 20, null],
	[30, 'SUCCESS', 20, 30],
	[99, 'SUCCESS', 20, 30],
])('at %d a task is %s', (now, status, start, end) => {
	expect(stateOf(task(), now).status).toBe(status);
	expect(startedAt(task(), now)).toBe(start);
	expect(endedAt(task(), now)).toBe(end);
});

it('keeps its past when its future changes', () => {
	const diverted = task();
	divert(diverted, 25, { at: 25, status: 'CANCELLING' });
	expect(diverted.timeline.map(({ status }) => status)).toEqual([
		'PENDING',
		'RUNNING',
		'CANCELLING',
	]);
});

it('keeps the first 24 KiB of what is printed bit by bit', () => {
	const output = new Output();
	output.append(Buffer.alloc(24 * 1024 - 1, 'a'));
	output.append(Buffer.from('bcd'));
	output.append(Buffer.from('e'));
	expect(output.kept.subarray(-2).toString()).toBe('ab');
	expect(output.kept).toHaveLength(24 * 1024);
	expect(output.dropped).toBe(3);
});
