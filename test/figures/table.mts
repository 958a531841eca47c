/** Aligns rows in columns under their headings. A cell may have several lines. */
export function table(headings: string[], rows: string[][]): string {
	const cells = [headings, headings.map(() => ''), ...rows].map((row) =>
		row.map((cell) => cell.split('\n')),
	);
	const widths = headings.map((_, column) =>
		Math.max(...cells.flatMap((row) => row[column].map((line) => line.length))),
	);
	cells[1] = widths.map((width) => ['─'.repeat(width)]);
	return cells.map((row) => rowText(row, widths)).join('\n');
}

function rowText(row: string[][], widths: number[]): string {
	const height = Math.max(...row.map((lines) => lines.length));
	return Array.from({ length: height }, (_, line) =>
		row
			.map((lines, column) => (lines[line] ?? '').padEnd(widths[column]))
			.join('  ')
			.trimEnd(),
	).join('\n');
}
