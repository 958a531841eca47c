/**
 * States that do not change any more. What is not listed, new states among it, is taken to go on.
 *
 * @see https://www.tencentcloud.com/document/api/1147/46715 (data types Invocation and InvocationTask)
 */
const INVOCATION_OVER = new Set([
	'SUCCESS',
	'TIMEOUT',
	'FAILED',
	'CANCELLED',
	'PARTIAL_FAILED',
	'PARTIAL_CANCELLED',
]);

const TASK_OVER = new Set([
	'DELIVER_FAILED',
	'START_FAILED',
	'SUCCESS',
	'FAILED',
	'TIMEOUT',
	'TASK_TIMEOUT',
	'CANCELLED',
	'TERMINATED',
]);

export function isInvocationOver(status: string | null | undefined): boolean {
	return INVOCATION_OVER.has(String(status).toUpperCase());
}

/** Whether all of these tasks are over. Of none it is not known. */
export function areTasksOver(statuses: ReadonlyArray<string | null>): boolean {
	return statuses.length > 0 && statuses.every(isTaskOver);
}

export function isTaskOver(status: string | null | undefined): boolean {
	return TASK_OVER.has(String(status).toUpperCase());
}
