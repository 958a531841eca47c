import type { Action, ResponseOf, RequestOf } from '../../../nodes/TencentTat/transport/api.ts';
import { refusal } from '../../../nodes/TencentTat/transport/unwrap.ts';
import type { Tat } from '../../../nodes/TencentTat/transport/tat.ts';

export const REGION = 'ap-guangzhou';

/** What each action answers; it may throw. An action that has no answer must not be called. */
type Answers = { [A in Action]?: (request: RequestOf<A>) => Partial<ResponseOf<A>> };

/** TAT as the test says, for answers that the emulator never gives. */
export function scriptedTat(answers: Answers): Tat & { calls: Action[] } {
	const calls: Action[] = [];
	const tat = {
		region: REGION,
		host: 'tat.tencentcloudapi.com',
		calls,
		afterStop: () => tat,
		until: () => tat,
		async call<A extends Action>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
			calls.push(action);
			const answer = answers[action];
			if (!answer) throw new Error(`${action} was not expected`);
			return (await answer(request)) as ResponseOf<A>;
		},
		prepare<A extends Action>(action: A, request: RequestOf<A>): () => Promise<ResponseOf<A>> {
			return async (): Promise<ResponseOf<A>> => await tat.call(action, request);
		},
	};
	return tat;
}

export function internalError<A extends Action>(action: A, request: RequestOf<A>) {
	return refusal({ action, request, region: REGION }, 'InternalError', 'request-1');
}
