/** What a task printed, as text. */
export interface Output {
	output: string;
	/** Whether more was printed than is kept. */
	outputTruncated: boolean;
}

/**
 * @param encoded Base64 of stdout and stderr; the agent keeps the first 24 KiB
 * @param dropped bytes cut off after that
 * @see https://github.com/Tencent/tat-agent (the limit, and that it may cut a character)
 */
export function decodeOutput(encoded = '', dropped = 0): Output {
	const outputTruncated = dropped > 0;
	// As a stream the decoder keeps back an incomplete last character, which a cut leaves behind.
	const output = new TextDecoder().decode(Buffer.from(encoded, 'base64'), {
		stream: outputTruncated,
	});
	return { output, outputTruncated };
}
