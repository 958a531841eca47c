import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** Hides the messages that come and go in the corner, and the nodes that peep in at the edge. */
const STYLE = '.el-notification, [data-test-id=floating-nodes] { display: none }';
/** For what n8n fades in and out; nothing tells when that is over. */
const SETTLING_MS = 1000;

/** Saves a picture for the documentation in the folder that `SCREENSHOTS` names. Does nothing without it. */
export async function savePicture(name: string, part: Locator): Promise<void> {
	const folder = process.env.SCREENSHOTS;
	if (!folder) return;
	const page = part.page();
	await page.mouse.move(0, 0); // off what reacts to it
	await page.waitForTimeout(SETTLING_MS);
	await part.screenshot({ path: join(folder, `${name}.png`), style: STYLE });
}

/** Keeps what is on the screen, and answers the file. */
export async function failurePicture(page: Page): Promise<string> {
	const path = join(await mkdtemp(join(tmpdir(), 'n8n-screen-')), 'screen.png');
	await page.screenshot({ path });
	return path;
}
