const LINE_HEIGHT = 18;
const CHARACTER_WIDTH = 8.2;
const MARGIN = 16;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Lines of a terminal as an SVG picture that reads well on light and dark pages. */
export function picture(text: string): string {
	const lines = text.split('\n').map((line) => line.trimEnd());
	const width = Math.max(...lines.map((line) => line.length)) * CHARACTER_WIDTH + 2 * MARGIN;
	const height = lines.length * LINE_HEIGHT + 2 * MARGIN;
	const drawn = lines.map(
		(line, index) =>
			`\t<text x="${MARGIN}" y="${MARGIN + (index + 0.75) * LINE_HEIGHT}" xml:space="preserve">${line.replace(/[&<>]/g, (char) => ESCAPES[char])}</text>`,
	);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13.5" fill="#e6edf3">`,
		`\t<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
		...drawn,
		'</svg>\n',
	].join('\n');
}
