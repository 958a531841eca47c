import type { NodeJson, WorkflowJson } from '../engine/engine.mts';
import type { Editor } from './editor.mts';
import type { CredentialJson } from './n8nCli.mts';
import { itemsOf } from './items.mts';
import type { ScriptedModel, ToolDefinition } from './scriptedModel.mts';
import { start, TAT, tat, workflow } from './workflows.mts';

export interface ToolUse {
	/** What the model was told of the tool. */
	definition: ToolDefinition;
	/** What it got back from it, as it got it. */
	result: string;
	/** What the agent made of it all. */
	output: unknown;
}

/** Has n8n execute an AI Agent with this tool and this model, which calls it with these arguments. */
export async function useTool(
	editor: Editor,
	model: ScriptedModel,
	tool: NodeJson,
	toolArguments: object,
): Promise<ToolUse> {
	model.toolArguments = toolArguments;
	const before = model.requests.length;
	const nodes = await editor.execute(agentWith(tool, model.credential), 'Start');
	const [first, second] = model.requests.slice(before);
	return {
		definition: first.tools[0].function,
		result: second.messages.at(-1)?.content ?? '',
		output: itemsOf(nodes.Agent)[0].output,
	};
}

/** The TAT node as a tool. Its name is what the model calls it by. */
export function tatTool(name: string, parameters: object, settings?: object): NodeJson {
	return { ...tat(name, parameters, settings), type: `${TAT}Tool` };
}

/** A parameter that is left to the model. */
export function fromAI(key: string, description: string, type = 'string'): string {
	return `={{ $fromAI('${key}', '${description}', '${type}') }}`;
}

function agentWith(tool: NodeJson, { id, name }: CredentialJson): WorkflowJson {
	const agent: NodeJson = {
		name: 'Agent',
		type: '@n8n/n8n-nodes-langchain.agent',
		// The newest that both series of n8n have
		typeVersion: 3,
		parameters: { promptType: 'define', text: 'Do what has to be done', options: {} },
	};
	const model: NodeJson = {
		name: 'Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.2,
		parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		credentials: { openAiApi: { id, name } },
	};
	const json = workflow('AI Agent', [start, agent, model, tool], [['Start', 'Agent']]);
	json.connections.Model = toAgent('ai_languageModel');
	json.connections[tool.name] = toAgent('ai_tool');
	return json;
}

function toAgent(type: string): WorkflowJson['connections'][string] {
	return { [type]: [[{ node: 'Agent', type, index: 0 }]] };
}
