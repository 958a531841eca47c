import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IRun } from 'n8n-workflow';
import type { WorkflowJson } from '../engine/engine.mts';
import { nodeRuns } from '../engine/execution.mts';
import type { NodeRuns } from '../engine/execution.mts';
import { runProcess } from './childProcess.mts';
import { n8nScript } from './n8nInstall.mts';
import { n8nSettings } from './settings.mts';
import type { UserFolder } from './userFolder.mts';

/** A credential as n8n exports it, not encrypted. */
export interface CredentialJson {
	id: string;
	name: string;
	type: string;
	data: Record<string, string>;
}

export interface Execution {
	nodes: NodeRuns;
	/** What n8n printed besides. */
	log: string;
}

/** n8n's command line, with the user folder that it works on. */
export interface N8nCli {
	importCredentials(credentials: CredentialJson[]): Promise<void>;
	/** By the ID that they are to have. */
	importWorkflows(workflows: Record<string, WorkflowJson>): Promise<void>;
	/** Executes a workflow from its trigger. Rejects when the execution fails. */
	execute(workflowId: string): Promise<Execution>;
}

export function n8nCli(installed: string, userFolder: UserFolder): N8nCli {
	return {
		async importCredentials(credentials) {
			await importJson('import:credentials', credentials);
		},
		async importWorkflows(workflows) {
			await importJson(
				'import:workflow',
				Object.entries(workflows).map(([id, workflow]) => ({ active: false, ...workflow, id })),
			);
		},
		async execute(workflowId) {
			const printed = await n8n('execute', `--id=${workflowId}`, '--rawOutput');
			const [json] = /^\{$.*^\}$/ms.exec(printed) ?? [];
			if (json === undefined) throw new Error(`n8n could not execute ${workflowId}:\n${printed}`);
			const { data } = JSON.parse(json) as IRun;
			if (data.resultData.error) throw new Error(data.resultData.error.message);
			return { nodes: nodeRuns(data), log: printed.replace(json, '') };
		},
	};

	async function importJson(command: string, content: unknown): Promise<void> {
		const file = join(userFolder.path, 'import.json');
		await writeFile(file, JSON.stringify(content));
		const printed = await n8n(command, `--input=${file}`);
		if (!printed.includes('Successfully imported')) throw new Error(printed);
	}

	async function n8n(...args: string[]): Promise<string> {
		const script = n8nScript(installed);
		const { stdout, stderr } = await runProcess(process.execPath, [script, ...args], {
			cwd: userFolder.path,
			env: await n8nSettings(userFolder),
		});
		return stdout + stderr;
	}
}
