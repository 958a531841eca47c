import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { formFields } from './actions';
import { route } from './router';
import { listSearch } from './methods/listSearch';
import { resourceMapping } from './methods/resourceMapping';

export class TencentTat implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tencent TAT',
		name: 'tencentTat',
		icon: { light: 'file:tencentTat.svg', dark: 'file:tencentTat.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Run commands on Tencent Cloud instances, watch them and cancel them',
		defaults: { name: 'Tencent TAT' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'tencentCloudApi', required: true }],
		properties: formFields(),
		hints: [
			{
				message:
					'The cancel was accepted. Switch on <b>Wait for Completion</b> to learn what became of each instance.',
				displayCondition:
					'={{ $parameter["operation"] === "cancel" && $parameter["waitForCompletion"] === false }}',
				whenToDisplay: 'afterExecution',
				location: 'outputPane',
			},
		],
	};

	methods = { listSearch, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this);
	}
}
