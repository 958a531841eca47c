import type { Page } from 'playwright-core';

/** Opens the form of a new credential, from the form of a node. */
export async function openNewCredential(page: Page): Promise<void> {
	const select = page.getByTestId('node-credentials-select');
	// n8n 2 has nothing to select from before the first one
	const connect = page.getByTestId('node-credentials-empty-state').getByRole('button');
	await select.or(connect).click();
	const create = page.getByTestId('node-credentials-select-item-new');
	await create.or(form(page)).waitFor();
	if (await create.isVisible()) await create.click();
	await form(page).waitFor();
}

/** Fills in fields of the open form and saves it, which has n8n test the credential. */
export async function saveCredential(page: Page, fields: Record<string, string>): Promise<void> {
	for (const [name, value] of Object.entries(fields)) {
		await page.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
	}
	await page.getByTestId('credential-save-button').click();
}

/** What the open form says is wrong with the credential. */
export async function whyItFails(page: Page): Promise<string> {
	await page.getByText('More details').click();
	return await form(page).innerText();
}

/** Waits for the form to say that the credential works. */
export async function seeThatItWorks(page: Page): Promise<void> {
	const works = page.getByTestId('credentials-config-container-test-success');
	const closed = form(page).waitFor({ state: 'hidden' });
	// n8n 2 closes the form of one that works
	await Promise.race([works.waitFor(), closed]);
	if (!(await form(page).isVisible())) await page.getByTestId('credential-edit-button').click();
	await works.getByText('Connection tested successfully').waitFor();
}

/** Closes the form: the one of the node is behind it. */
export async function closeCredential(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Close this dialog' }).last().click();
	await form(page).waitFor({ state: 'hidden' });
}

function form(page: Page) {
	return page.getByTestId('credential-edit-dialog');
}
