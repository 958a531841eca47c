import type { Locator, Page } from 'playwright-core';

/** n8n takes over what is typed a moment later, and shows nothing of it. */
const TYPED_MS = 500;

/** Types into a field. */
export async function fillIn(page: Page, field: string, text: string): Promise<void> {
	await page
		.getByTestId(`parameter-input-${field}`)
		.locator('input, textarea, .cm-content')
		.first()
		.fill(text);
}

/** Adds a field from the collection "Options". */
export async function addOption(page: Page, label: string): Promise<void> {
	// A button in n8n 2, an input before
	await page.getByText('Add option').or(page.getByPlaceholder('Add option')).last().click();
	await page.getByTestId('collection-parameter-option').getByText(label, { exact: true }).click();
}

/** Opens the list of a field that has one. Answers what it offers, or, where it cannot, what it says. */
export async function openList(page: Page, field: string): Promise<string[]> {
	await chooseMode(page, field, 'list');
	await page.getByTestId(`resource-locator-${field}`).getByTestId('rlc-input').click();
	const entries = page.getByTestId('rlc-item').or(page.getByTestId('rlc-error-container'));
	await entries.first().waitFor();
	return await entries.allInnerTexts();
}

/** Chooses from the open list. */
export async function choose(page: Page, label: string): Promise<void> {
	await page.getByTestId('rlc-item').getByText(label).click();
}

/** Types an ID into a field that has a list as well. */
export async function typeId(page: Page, field: string, id: string): Promise<void> {
	await chooseMode(page, field, 'id');
	await page.getByTestId(`resource-locator-${field}`).locator('input').last().fill(id);
}

/** What the mark beside a field says is wrong with it. */
export async function issueOf(page: Page): Promise<string> {
	await page.getByTestId('parameter-issues').hover();
	return await page.getByText('Issues:').last().locator('..').innerText();
}

/** Executes the step. */
export async function executeStep(page: Page): Promise<void> {
	await page.waitForTimeout(TYPED_MS);
	await page.getByTestId('node-execute-button').click();
}

/** The output of the step, once it is there, as a table: one record for each row. */
export async function outputTable(page: Page): Promise<Array<Record<string, string>>> {
	const table = output(page).locator('table');
	await table.waitFor();
	const names = await table.locator('th').allInnerTexts();
	const rows = await table.locator('tbody tr').all();
	return await Promise.all(
		rows.map(async (row) => {
			const cells = await row.locator('td').allInnerTexts();
			return Object.fromEntries(cells.map((cell, column) => [names[column].trim(), cell.trim()]));
		}),
	);
}

/** Shows the output of the step in another way. */
export async function showOutputAs(page: Page, way: 'Schema' | 'Table' | 'JSON'): Promise<void> {
	await output(page).getByText(way, { exact: true }).click();
}

/** The error that the step ended with, once it is there: message and description. */
export async function outputError(page: Page): Promise<[string, string]> {
	const text = async (part: string) =>
		await output(page).getByTestId(`node-error-${part}`).innerText();
	return [await text('message'), await text('description')];
}

/** Closes the form: the canvas is behind it. */
export async function closeForm(page: Page): Promise<void> {
	await page.getByTestId('ndv-close-button').or(page.getByTestId('back-to-canvas')).click();
	await page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
}

async function chooseMode(page: Page, field: string, mode: 'list' | 'id'): Promise<void> {
	await page.getByTestId(`resource-locator-${field}`).getByTestId('rlc-mode-selector').click();
	await page.getByTestId(`mode-${mode}`).filter({ visible: true }).click();
}

function output(page: Page): Locator {
	return page.getByTestId('output-panel');
}
