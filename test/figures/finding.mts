/** One row of the table: a figure of this project, and what it is held against. */
export interface Finding {
	what: string;
	/** Absent when it could not be measured: `what` says why. */
	ours?: Quantity;
	other?: Quantity & { name: string };
	/** Of `ours` and `other`; `bound` says whether much or little is good. */
	ratio?: number;
	/** Absent where the figure is only told. */
	bound?: Bound;
}

export interface Quantity {
	value: number;
	unit: string;
}

/** What is promised of a figure, and whether it holds. */
export interface Bound {
	text: string;
	holds: boolean;
}

export const atLeast = (least: number, value: number, unit = ''): Bound => ({
	text: `at least ${least} ${unit}`.trim(),
	holds: value >= least,
});

export const atMost = (most: number, value: number, unit = ''): Bound => ({
	text: `at most ${most} ${unit}`.trim(),
	holds: value <= most,
});

/** `ours` is to be smaller than `other`, which is `ratio` times as much. */
export const smaller = (ratio: number): Bound => ({ text: 'smaller', holds: ratio > 1 });

/** Only told. */
export const figure = (what: string, value: number, unit = ''): Finding => ({
	what,
	ours: { value, unit },
});

export const none = (what: string, value: number): Finding => ({
	...figure(what, value),
	bound: atMost(0, value),
});

export const isMissed = ({ bound }: Finding): boolean => bound?.holds === false;

/** What the last column of a table says. */
export const verdict = (finding: Finding): string =>
	isMissed(finding) ? 'MISSED' : finding.bound ? 'ok' : '';
