import { NodeApiError, type INode } from 'n8n-workflow';

import { RoleError } from './assumeRole';

/** n8n does not say which node asks, so this name appears in place of the node's. */
const ASKING: INode = {
	id: '',
	name: 'Tencent Cloud API',
	type: 'tencentCloudApi',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/**
 * An error for n8n to show unchanged. n8n replaces a message that contains a system error code, as "ResourceNotFound"
 * contains ENOTFOUND, but not that of its own error classes.
 */
export function shownAsIs(error: Error): Error {
	if (!(error instanceof RoleError)) return error;
	const shown = new NodeApiError(ASKING, { message: error.message });
	shown.message = error.message;
	shown.messages = [];
	return shown;
}
