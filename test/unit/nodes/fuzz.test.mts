import fc from 'fast-check';
import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { instanceSpecs } from '../../../emulator/server.mts';
import { TencentTat } from '../../../nodes/TencentTat/TencentTat.node.ts';
import { operationsOf } from '../../../tools/reference/form.mts';
import type { FormOperation } from '../../../tools/reference/form.mts';
import { look } from '../secrets/watch.mts';
import { valueFor } from './junk.mts';
import { byId, REGION, startStage, START_MS, tatWorkflow } from './stage.mts';
import type { Stage } from './stage.mts';

const RUNS = { seed: 20_201_028, numRuns: 30 };
const LONG_MS = 30_000;

/** What the emulator's check of a request against tat-api.json refused. */
const mockRefused: unknown[] = [];
jest.mock('../../../emulator/validation.mts', () => {
	const actual = jest.requireActual('../../../emulator/validation.mts');
	return {
		validate: (...request: unknown[]) => {
			try {
				return actual.validate(...request);
			} catch (error) {
				mockRefused.push(error);
				throw error;
			}
		},
	};
});

/** Nothing is worth waiting for here: all commands end at once. */
jest.mock('../../../nodes/TencentTat/transport/pause.ts', () => ({
	...jest.requireActual('../../../nodes/TencentTat/transport/pause.ts'),
	pause: async () => await new Promise((resolve) => setImmediate(resolve)),
}));

/** Codes that say something of what there is in the account. Any other says that the request was no good. */
const OF_THE_STATE = [
	/^LimitExceeded$/,
	/^ResourceNotFound(\.|$)/,
	/^ResourceUnavailable\.(CommandInExecuting|CommandInInvoker)$/,
	/^InvalidParameterValue\.(CommandNameDuplicated|InstanceIsNotRelatedToInvocation|LackOfParameterInfo)$/,
];
/** Names of what the node or n8n says on purpose. */
const MEANT = ['NodeApiError', 'NodeOperationError'];
const ACCIDENT =
	/(Type|Range|Reference|Syntax)Error|is not a function|not iterable|Cannot (read|convert|mix)|\[object /;

const node = new TencentTat();
const OPERATIONS = operationsOf(node.description.properties);
/** A key for each run, as their requests together would be more than the node lets through for one. */
const SECRET_IDS = Array.from({ length: RUNS.numRuns * OPERATIONS.length }, (_, i) => `key-${i}`);

let stage: Stage;
/** Values of fields that name something there is, by the field's name. */
let known: Record<string, unknown>;
let runs = 0;

beforeAll(async () => {
	const keys = SECRET_IDS.map((secretId) => ({ secretId, secretKey: 'the key of all' }));
	stage = await startStage(
		{ rateLimit: false, keys, instances: instanceSpecs('ins-demo', 3, {}) },
		(endpoint) =>
			Object.fromEntries(keys.map((key) => [key.secretId, { ...key, region: REGION, endpoint }])),
	);
}, START_MS);

// For each operation anew, as some of them delete
beforeEach(async () => {
	known = await things();
});

afterAll(async () => await stage.stop());

describe.each(
	OPERATIONS.map((each) => [`${each.resource.name}: ${each.operation.name}`, each] as const),
)('%s, given anything', (_name, operation) => {
	it(
		'answers, or says which item is no good and why',
		async () => {
			const forms = fc.array(formOf(operation.fields), { minLength: 1, maxLength: 3 });
			await fc.assert(
				fc.asyncProperty(forms, fc.boolean(), async (given, goesOn) => {
					const before = stage.emulator.requests.length;
					mockRefused.length = 0;
					for (const error of await errorsOf(operation, given, goesOn)) {
						expect(error).not.toMatch(ACCIDENT);
					}
					expect(mockRefused).toEqual([]);
					const codes = stage.emulator.requests
						.slice(before)
						.map(({ errorCode = '' }) => errorCode);
					expect(
						codes.filter((code) => code && !OF_THE_STATE.some((each) => each.test(code))),
					).toEqual([]);
					expect({}).not.toHaveProperty('polluted');
				}),
				RUNS,
			);
		},
		LONG_MS,
	);
});

/** The messages of the errors when the operation is done to one item for each of `forms`. */
async function errorsOf(
	{ resource, operation, fields }: FormOperation,
	forms: IDataObject[],
	goesOn: boolean,
): Promise<string[]> {
	const parameters = {
		resource: resource.value,
		operation: operation.value,
		...throughExpressions(fields, forms[0]),
	};
	const credential = SECRET_IDS[runs++ % SECRET_IDS.length];
	const onError = goesOn ? 'continueRegularOutput' : 'stopWorkflow';
	const json = tatWorkflow(parameters, onError, credential).nodes[1];
	const items = forms.map((form) => ({ json: { form } }));
	let output: INodeExecutionData[];
	try {
		[output] = await node.execute.call(stage.engine.context(json, items));
	} catch (error) {
		look('fuzz', error);
		const { message, description, context } = error as Error & IDataObject;
		expect(MEANT).toContain((error as Error).constructor.name);
		expect([...items.keys()]).toContain((context as IDataObject).itemIndex);
		return [`${message} ${String(description ?? '')}`];
	}
	look('fuzz', output);
	return output.flatMap(({ json: answer, pairedItem }) => {
		expect([...items.keys()]).toContain((pairedItem as { item: number }).item);
		return 'error' in answer ? [`${String(answer.error)} ${JSON.stringify(answer.details)}`] : [];
	});
}

function formOf(fields: readonly INodeProperties[]): fc.Arbitrary<IDataObject> {
	const inputs = fields.filter(({ type }) => type !== 'notice');
	return fc.record(
		Object.fromEntries(inputs.map((field) => [field.name, valueFor(field, known)])),
	) as fc.Arbitrary<IDataObject>;
}

/** Parameters that give each item what its form has: collections as they are in the editor, all else by expressions. */
function throughExpressions(fields: readonly INodeProperties[], form: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(form).map(([name, value]) => {
			const { type } = fields.find((field) => field.name === name) as INodeProperties;
			const structured = type === 'collection' || type === 'resourceMapper';
			if (!structured || typeof value !== 'object' || value === null || Array.isArray(value)) {
				return [name, `={{ $json.form.${name} }}`];
			}
			const members = Object.keys(value).filter((member) => /^[a-z]\w*$/i.test(member));
			return [
				name,
				Object.fromEntries(
					members.map((member) => [member, `={{ $json.form.${name}?.${member} }}`]),
				),
			];
		}),
	);
}

/** One of each thing that operations name. */
async function things(): Promise<Record<string, unknown>> {
	const credential = SECRET_IDS[0];
	const made = async (parameters: IDataObject) => await stage.item(parameters, { credential });
	const { registerCodeId, registerCodeValue } = await made({
		resource: 'registrationCode',
		operation: 'create',
	});
	const managedInstanceId = stage.emulator.enrol(String(registerCodeValue), {
		hostName: 'office',
		localIp: '10.0.0.7',
	});
	const { commandId } = await made({
		resource: 'command',
		operation: 'create',
		commandName: `fuzz-${runs}`,
		content: 'echo {{name}}',
		// With a value for all it needs, as else no run of it comes as far as its instances
		options: { defaultParameters: { parameter: [{ name: 'name', value: 'you' }] } },
	});
	const { invokerId } = await made({
		resource: 'invoker',
		operation: 'create',
		name: 'fuzz',
		commandId: byId(commandId),
		instanceIds: byId('ins-demo0001'),
		schedule: 'RECURRENCE',
		recurrence: '0 0 1 1 *',
	});
	const { invocationId } = await made({
		operation: 'runCommand',
		content: 'true',
		instanceIds: byId('ins-demo0001'),
	});
	return {
		commandId,
		commandIds: commandId,
		instanceIds: 'ins-demo0001, ins-demo0002',
		invocationId,
		invokerId,
		managedInstanceId,
		registrationCodeId: registerCodeId,
		registerCodeId,
		recurrence: '0 0 1 1 *',
	};
}
