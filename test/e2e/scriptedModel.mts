import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CredentialJson } from './n8nCli.mts';

/** What a model is told of a tool. */
export interface ToolDefinition {
	name: string;
	description: string;
	/** JSON schema of its arguments. */
	parameters: { properties: Record<string, object>; required: string[] };
}

/** What a model is sent each time: all that was said so far, and what it may call. */
export interface ChatRequest {
	messages: Array<{ role: 'system' | 'user' | 'assistant' | 'tool'; content: string }>;
	tools: Array<{ function: ToolDefinition }>;
}

/** Plays a language model: calls the tool that it is offered, and says one thing once it has the result. */
export interface ScriptedModel {
	/** With it n8n takes this for OpenAI. */
	credential: CredentialJson;
	/** What it calls the tool with. */
	toolArguments: object;
	/** What it was sent, oldest first. */
	requests: ChatRequest[];
	stop(): void;
}

export const LAST_WORD = 'Done.';

export async function startScriptedModel(): Promise<ScriptedModel> {
	const server = createServer(async (incoming, outgoing) => {
		const request = JSON.parse(Buffer.concat(await incoming.toArray()).toString()) as ChatRequest;
		model.requests.push(request);
		outgoing.setHeader('Content-Type', 'application/json');
		outgoing.end(JSON.stringify(completion(request, model.toolArguments)));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');

	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	const model: ScriptedModel = {
		credential: {
			id: 'scriptedModel',
			name: 'Scripted model',
			type: 'openAiApi',
			data: { apiKey: 'any', url },
		},
		toolArguments: {},
		requests: [],
		stop() {
			server.close();
			server.closeAllConnections();
		},
	};
	return model;
}

/** An answer of OpenAI's Chat Completions, in one piece: n8n asks for a stream only in its chat. */
function completion({ messages, tools: [tool] }: ChatRequest, toolArguments: object) {
	const hasResult = messages.at(-1)?.role === 'tool';
	const call = { name: tool.function.name, arguments: JSON.stringify(toolArguments) };
	const message = hasResult
		? { role: 'assistant', content: LAST_WORD }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [{ id: 'call_1', type: 'function', function: call }],
			};
	const finish_reason = hasResult ? 'stop' : 'tool_calls';
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		choices: [{ index: 0, message, finish_reason }],
	};
}
