import { NodeApiError, type INode } from 'n8n-workflow';

import { RoleError } from './assumeRole';

/** n8n does not say which node asks, and shows this name where it shows a node's. */
const ASKING: INode = {
	id: '',
	name: 'Tencent Cloud API',
	type: 'tencentCloudApi',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/**
 * An error for n8n to show. n8n replaces a message that contains one of the system's codes, as "ResourceNotFound" does
 * ENOTFOUND, but leaves alone what is one of its own errors already.
 */
export function shownAsIs(error: Error): Error {
	if (!(error instanceof RoleError)) return error;
	const shown = new NodeApiError(ASKING, { message: error.message });
	shown.message = error.message;
	shown.messages = [];
	return shown;
}
