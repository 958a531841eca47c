/** An error that the API returns: HTTP 200 and `{"Response": {"Error": {"Code", "Message"}}}`. */
export class VendorError extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.name = 'VendorError';
		this.code = code;
	}
}
