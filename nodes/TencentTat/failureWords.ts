import { advice, reference, TIMEOUT } from '../../tencentcloud/faults';
import type { CarriedOut, Done } from './carriedOut';
import { SUBJECTS } from './subjects';
import { API, type RequestOf } from './transport/api';
import { isReading, isUnknown, mayHaveRun } from './transport/unwrap';
import {
	factIn,
	type Fact,
	type FailedTask,
	type Failure,
	type WentThrough,
} from './transport/TatError';

/** What a failure is to a person. */
export interface Words {
	message: string;
	/** What to do next. */
	hint: string;
}

const LOOK_FIRST = 'Look with Get Many first, and do it again only if it is not there.';
const LET_IT_LOOK = 'With Options > Look After Lost Answer the node looks for it by itself.';
const COUNT =
	'Count with Get Many: where there are as many invocations as starts, each has its own. Do it again only if one is missing.';
const MORE_TIME = 'On a slow network raise Options > Request Timeout.';
const LOOK_ONLY = 'Do not repeat what went through: look with Get.';
const LEAVE_OUT =
	'Part of the work is done: leave that out when you run it again, or it is done a second time.';

/** What to do after a code where the form has a field for it, in place of what is true without this node. */
const IN_THE_FORM: ReadonlyMap<string, string> = new Map(
	Object.entries({
		'InvalidParameterValue.AgentUnsupportedCommandType':
			'Shell runs on Linux, PowerShell and Bat on Windows: choose the Command Type that fits, or update the TAT agent.',
		'InvalidParameterValue.CommandNameDuplicated': 'Choose another Command Name.',
		'InvalidParameterValue.InstanceIsNotRelatedToInvocation':
			'Leave out the instance that the answer names, or leave Instance IDs empty to cancel on all instances of the invocation.',
		'InvalidParameterValue.InvalidInvocationId':
			'Invocation IDs look like inv-ib2lld37. Run Command returns one as invocationId.',
		'InvalidParameterValue.InvalidSceneId':
			'Scene IDs look like sc-9wl0ku2i. Get Many of the resource Scene lists them.',
		'InvalidParameterValue.InvalidSceneName':
			'Get Many of the resource Scene lists the names there are.',
		'ResourceNotFound.InvocationNotFound':
			'Check the ID and the region: an ID is known only in the region it was made in. Set it under Options > Region, or in the credential.',
		'ResourceUnavailable.InvalidResourceQuotaResourceCode': 'Choose Command or Registration Code.',
	}),
);

/** What an error names of that which was carried out. */
const MOST_NAMED = 3;
/** Of what a failed task printed, in its error. */
const SHOWN_CHARACTERS = 300;

export function wordsOf(failure: Failure): Words {
	const task = factIn(failure, 'taskFailed');
	if (task) return taskWords(failure, task);
	const unwanted = factIn(failure, 'unwantedOutcome');
	if (unwanted) return unwantedWords(failure, unwanted);
	return { message: withFacts(failure), hint: whatToDo(failure) };
}

/** "Cancel of inv-... in ap-guangzhou failed: there is no such invocation (ResourceNotFound..., RequestId ...)" */
function whatFailed(failure: Failure): string {
	const { action, request, region, fault, requestId } = failure;
	if (action === '') return fault.meaning;
	const subject = (SUBJECTS[action] as (request: unknown) => string)(request);
	const place = region === '' ? '' : ` in ${region}`;
	const role = fault.role ? `the role ${fault.role} could not be assumed: ` : '';
	return `${subject}${place} failed: ${role}${fault.meaning}${doubt(failure)} (${reference(fault.code, requestId)})`;
}

/** What is not known of a failed request, as a further sentence. */
function doubt(failure: Failure): string {
	const { action, fault } = failure;
	if (action === '' || isReading(action)) return '';
	const unknown = '. Whether it went through is not known';
	if (mayHaveRun(action, fault)) {
		const running = API[action].kind === 'starts' ? ', so the command may be running' : '';
		return `${unknown}${running}: look for it with Get Many before you do it again`;
	}
	if (isUnknown(fault)) return `${unknown}; doing it again does no harm`;
	return factIn(failure, 'earlierUnanswered')
		? '. An attempt before it got no answer, and may have gone through'
		: '';
}

function withFacts(failure: Failure): string {
	return failure.facts.reduce((text, fact) => {
		if (fact.kind === 'taskNotShown') return `TAT does not show the task ${fact.invocationTaskId}`;
		if (fact.kind === 'wentThrough') {
			return `${wentThrough(fact)}, but what became of it could not be read${failure.action ? '. ' : ': '}${text}`;
		}
		const sentence = further(fact);
		return sentence === '' ? text : `${text}. ${sentence}`;
	}, whatFailed(failure));
}

/** A further sentence, without its full stop. */
function further(fact: Fact): string {
	switch (fact.kind) {
		case 'acceptedOnOthers':
			return `On its other ${fact.instances} instances it was accepted (RequestId ${fact.requestIds.join(', ')})`;
		case 'startedOnOthers':
			return `On ${fact.instances} other instances it was started as ${fact.invocationIds.join(', ')}`;
		case 'othersDeleted':
			return fact.count === 1 ? '1 other was deleted' : `${fact.count} others were deleted`;
		case 'lookedFor':
			return lookedFor(fact);
		default:
			return '';
	}
}

function lookedFor(fact: Extract<Fact, { kind: 'lookedFor' }>): string {
	switch (fact.result) {
		case 'failed':
			return 'Looking for it failed as well';
		case 'notFound':
			return 'It was looked for, and not found within some seconds';
		case 'anyOf':
			return `It was looked for, and may be any of ${fact.invocationIds.join(', ')}`;
		case 'contested':
			return `It was looked for, and may be ${fact.invocationIds.join(', ')}, or not there: another step started the same on the same instances, and has no answer either`;
	}
}

function wentThrough({ what, invocationId, requestIds }: WentThrough): string {
	const by = requestIds.length > 0 ? ` (RequestId ${requestIds.join(', ')})` : '';
	return what === 'cancel'
		? `Cancel of ${invocationId} was accepted${by}`
		: `The command was started as ${invocationId}${by}`;
}

function whatToDo(failure: Failure): string {
	const { action, fault } = failure;
	const lost = action !== '' && mayHaveRun(action, fault);
	const found = factIn(failure, 'lookedFor');
	const isOwnTimeout = fault.code === TIMEOUT && !fault.role;
	const after = lost ? LOOK_FIRST : IN_THE_FORM.get(fault.code);
	const todo = [
		found?.result === 'contested' ? COUNT : advice(fault, after),
		!lost && isOwnTimeout && MORE_TIME,
		lost && API[action].kind === 'starts' && !found && LET_IT_LOOK,
		factIn(failure, 'wentThrough') && LOOK_ONLY,
	];
	return todo.filter(Boolean).join(' ');
}

/** What a failed task says is all that a step shows of it, so it says as well how many there are. */
function taskWords({ region, fault, requestId }: Failure, task: FailedTask): Words {
	const { invocationId, instanceId, status, finished, started, exitCode, failed, of } = task;
	const exit = exitCode === null || !started ? '' : `, exit code ${exitCode}`;
	const end = finished ? `ended with ${status}${exit}` : 'is not over';
	const said = task.says.trim();
	const tail = said.length > SHOWN_CHARACTERS ? `[...] ${said.slice(-SHOWN_CHARACTERS)}` : said;
	const extent = failed > 1 ? `. It did not succeed on ${failed} of ${of} instances` : '';
	return {
		message: `${invocationId} on ${instanceId} in ${region} ${end}${tail && `: ${tail}`} (${reference(fault.code, requestId)})${extent}`,
		hint: !finished
			? 'It goes on. Look again with Get, or stop it with Cancel.'
			: started
				? 'Look at what it printed: Get of the invocation has all of it.'
				: 'It did not run there. Get Status of the resource Agent says whether the agent is online.',
	};
}

const UNWANTED: Readonly<Record<string, { end: string; hint: string }>> = {
	alreadyFinished: {
		end: 'had already finished',
		hint: 'Look at what they did with Get. They were not cancelled.',
	},
	stillCancelling: {
		end: 'are still not over',
		hint: 'Look again with Get, or raise Options > Timeout. A task stays in CANCELLING while the agent of its instance is offline.',
	},
};

function unwantedWords(
	{ request, region, fault, requestId }: Failure,
	{ outcome, instanceIds, of }: Extract<Fact, { kind: 'unwantedOutcome' }>,
): Words {
	const { InvocationId } = request as RequestOf<'CancelInvocation'>;
	const { end = `ended as ${outcome}`, hint = '' } = UNWANTED[outcome] ?? {};
	return {
		message: `Cancel of ${InvocationId} in ${region} was accepted, but ${instanceIds.length} of ${of} tasks ${end}: ${instanceIds.join(', ')} (${reference(fault.code, requestId)})`,
		hint,
	};
}

/** The words of an error that ends a step, which is all that is seen of the step, with what was done nevertheless. */
export function withCarriedOut(words: Words, { item, done }: CarriedOut): Words {
	const others = done.filter((each) => each.item !== item);
	// What an error is about, it names itself.
	const here = done.filter((each) => each.item === item && !words.message.includes(each.name));
	const parts = [
		...(others.length > 0 ? [`${itemsOf(others)} (${namesOf(others)})`] : []),
		...(here.length > 0 ? [`of item ${item}: ${namesOf(here)}`] : []),
	];
	if (parts.length === 0) return words;
	return {
		message: `${words.message}. Already carried out: ${parts.join(', and ')}`,
		hint: `${words.hint} ${LEAVE_OUT}`.trim(),
	};
}

/** The first few names, each once. */
function namesOf(done: readonly Done[]): string {
	const names = [...new Set(done.map(({ name }) => name))];
	const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
	return `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** "item 3", "items 0 to 4, 6" */
function itemsOf(done: readonly Done[]): string {
	const sorted = [...new Set(done.map(({ item }) => item))].sort((a, b) => a - b);
	const runs: Array<[from: number, to: number]> = [];
	for (const item of sorted) {
		const last = runs.at(-1);
		if (last && item === last[1] + 1) last[1] = item;
		else runs.push([item, item]);
	}
	const texts = runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
	return `${sorted.length === 1 ? 'item' : 'items'} ${texts.join(', ')}`;
}
