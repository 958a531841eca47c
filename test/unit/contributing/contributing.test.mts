import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NODE = 'nodes/TencentTat';
const text = readFileSync('CONTRIBUTING.md', 'utf8');

/** The chapter under a heading. */
function chapter(heading: string): string {
	const [, body = ''] = text.split(`## ${heading}\n`);
	return body.split('\n## ')[0];
}

/** What a chapter names as code that is a file or a folder, with the folder of the one before it where it gives none. */
function pathsIn(heading: string): string[] {
	let folder = '';
	return [...chapter(heading).matchAll(/`([\w./]+(?:\.ts|\/))`/g)]
		.map(([, path]) => path)
		.filter((path) => path !== `${NODE}/`)
		.map((path) => {
			if (path.includes('/')) folder = path.slice(0, path.lastIndexOf('/') + 1);
			return path.includes('/') || existsSync(join(NODE, path)) ? path : folder + path;
		});
}

test.each(['A walk', 'Where is ...?'])('all files that "%s" names are there', (heading) => {
	const paths = pathsIn(heading);
	expect(paths.length).toBeGreaterThan(7);
	expect(paths.filter((path) => !existsSync(path) && !existsSync(join(NODE, path)))).toEqual([]);
});

test('the walk is at most 14 files long, and none is crossed twice', () => {
	const steps = [...chapter('A walk').matchAll(/^\d+\. .*?`([^`]+)`/gm)].map(([, file]) => file);
	expect(steps.length).toBeGreaterThan(7);
	expect(steps.length).toBeLessThan(15);
	expect(new Set(steps).size).toBe(steps.length);
});
