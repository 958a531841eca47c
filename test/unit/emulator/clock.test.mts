import { realClock, virtualClock } from '../../../emulator/clock.mts';

it('does what falls due on the way, in order and at its time', () => {
	const clock = virtualClock(1000);
	const seen: Array<[string, number]> = [];
	const note = (name: string) => () => seen.push([name, clock.now()]);
	clock.after(20, note('second'));
	clock.after(10, () => {
		note('first')();
		clock.after(5, note('in between'));
	});
	const callOff = clock.after(15, note('called off'));
	clock.after(31, note('too late'));
	callOff();

	clock.advance(30);
	expect(seen).toEqual([
		['first', 1010],
		['in between', 1015],
		['second', 1020],
	]);
	expect(clock.now()).toBe(1030);
});

it('waits longer than one timer can', () => {
	jest.useFakeTimers();
	const done = jest.fn();
	const calledOff = jest.fn();
	const days = (count: number) => count * 86_400_000;
	realClock().after(days(60), done);
	const callOff = realClock().after(days(60), calledOff);
	jest.advanceTimersByTime(days(60) - 1);
	expect(done).not.toHaveBeenCalled();
	callOff();
	jest.advanceTimersByTime(1);
	expect(done).toHaveBeenCalledTimes(1);
	expect(calledOff).not.toHaveBeenCalled();
	jest.useRealTimers();
});
