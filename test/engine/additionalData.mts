import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import type { Runtime } from './runtime.mts';
import { unsupported } from './unsupported.mts';

/** What n8n's server hands to its engine for one execution. */
export function additionalDataFor(
	{ core }: Runtime,
	credentialsHelper: ICredentialsHelper,
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper,
		externalSecretsProxy: new core.ExternalSecretsProxy(),
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		...URLS,
		executeWorkflow: async () => unsupported('A sub-workflow'),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		startRunnerTask: async () => unsupported('A task runner'),
		logAiEvent: () => {},
	};
}

// No server listens there. The engine builds resume links from two of them for every expression.
const ORIGIN = 'http://localhost:5678';
const URLS = {
	instanceBaseUrl: `${ORIGIN}/`,
	restApiUrl: `${ORIGIN}/rest`,
	formBaseUrl: `${ORIGIN}/form`,
	formTestBaseUrl: `${ORIGIN}/form-test`,
	formWaitingBaseUrl: `${ORIGIN}/form-waiting`,
	webhookBaseUrl: `${ORIGIN}/webhook`,
	webhookTestBaseUrl: `${ORIGIN}/webhook-test`,
	webhookWaitingBaseUrl: `${ORIGIN}/webhook-waiting`,
	mcpBaseUrl: `${ORIGIN}/mcp`,
	mcpTestBaseUrl: `${ORIGIN}/mcp-test`,
};
