/** The text of a script, which the API has in Base64. */
export function decodedScript(content = ''): string {
	return Buffer.from(content, 'base64').toString();
}
