import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, selectors } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser'];
const USUAL_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

/** Without the sandbox, which root in a container cannot have, and without calls to anyone. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The editor is slow to load on a busy machine. */
const PATIENCE_MS = 90_000;

/** Launches the Chromium of this machine, without a window and with a fresh profile. */
export async function launchBrowser(): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

/** An empty page that paths of this site can be opened in. It reaches no other site. */
export async function openPage(browser: Browser, site: string): Promise<Page> {
	const page = await browser.newPage({
		baseURL: site,
		viewport: { width: 1280, height: 900 },
		locale: 'en-US',
		timezoneId: 'UTC',
	});
	page.setDefaultTimeout(PATIENCE_MS);
	await page.route(
		({ origin }) => origin !== site,
		async (route) => await route.abort(),
	);
	return page;
}

function chromiumPath(): string {
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...USUAL_FOLDERS];
	const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
	const path = paths.find(isExecutable);
	if (path === undefined) {
		throw new Error('No Chromium was found. Install one (Debian: apt-get install chromium).');
	}
	return path;
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
