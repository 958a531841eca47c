import type { Page } from 'playwright-core';
import type { OWNER } from './n8nServer.mts';

/** Sets up the owner in the form that n8n shows at its first start. */
export async function setUpOwner(page: Page, owner: typeof OWNER): Promise<void> {
	await page.goto('/');
	for (const [field, value] of Object.entries(owner)) {
		await page.locator(`input[name=${field}]`).fill(value);
	}
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL(({ pathname }) => pathname !== '/setup');
}

/** Opens a new workflow. */
export async function openEmptyWorkflow(page: Page): Promise<void> {
	await page.goto('/workflow/new');
	await page.getByTestId('canvas-add-button').waitFor();
}

/** Opens the panel of nodes, searches it, and opens the details of the node that has this name. */
export async function findNode(page: Page, search: string, name: string): Promise<void> {
	// The big one of an empty canvas, else the small one at its edge
	const small = page.getByTestId('node-creator-plus-button');
	await page.getByTestId('canvas-add-button').or(small).first().click();
	await page.getByTestId('node-creator-search-bar').fill(search);
	await inPanel(page, name).click();
	await page.getByTestId('node-creator-category-item').last().waitFor();
}

/** Adds a step that does this action of the node whose details are open. Its form opens. */
export async function addStep(page: Page, action: string): Promise<void> {
	await inPanel(page, action).click();
	await page.getByTestId('node-parameters').waitFor();
}

function inPanel(page: Page, name: string) {
	return page.getByTestId('node-creator-item-name').getByText(name, { exact: true });
}
