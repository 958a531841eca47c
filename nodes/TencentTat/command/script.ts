/** The text of a script, which the API encodes in Base64. */
export function decodedScript(content = ''): string {
	return Buffer.from(content, 'base64').toString();
}
