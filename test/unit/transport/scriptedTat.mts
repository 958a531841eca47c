import type { Action, AnswerOf, RequestOf } from '../../../nodes/TencentTat/transport/api.ts';
import { refusal } from '../../../nodes/TencentTat/transport/answer.ts';
import type { Tat } from '../../../nodes/TencentTat/transport/tat.ts';

export const REGION = 'ap-guangzhou';

/** What each action answers; it may throw. An action that has no answer must not be called. */
type Answers = { [A in Action]?: (request: RequestOf<A>) => Partial<AnswerOf<A>> };

/** TAT as the test says, for answers that the emulator never gives. */
export function scriptedTat(answers: Answers): Tat & { calls: Action[] } {
	const calls: Action[] = [];
	const tat = {
		region: REGION,
		host: 'tat.tencentcloudapi.com',
		calls,
		afterStop: () => tat,
		until: () => tat,
		async call<A extends Action>(action: A, request: RequestOf<A>): Promise<AnswerOf<A>> {
			calls.push(action);
			const answer = answers[action];
			if (!answer) throw new Error(`${action} was not expected`);
			return (await answer(request)) as AnswerOf<A>;
		},
		prepare<A extends Action>(action: A, request: RequestOf<A>): () => Promise<AnswerOf<A>> {
			return async (): Promise<AnswerOf<A>> => await tat.call(action, request);
		},
	};
	return tat;
}

export function internalError<A extends Action>(action: A, request: RequestOf<A>) {
	return refusal({ action, request, region: REGION }, 'InternalError', 'request-1');
}
