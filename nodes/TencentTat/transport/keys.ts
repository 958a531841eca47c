import { RoleError } from '../../../credentials/assumeRole';
import type { TencentCloudCredential } from '../../../credentials/signRequest';
import { discard, temporaryKeys } from '../../../credentials/temporaryKeys';
import type { Action } from './api';
import { failure, type Asked } from './unwrap';
import { isSameCredential, readCredential, type TatContext } from './credential';
import { anyOf, type Interrupts } from './interrupts';
import { unlessStopped } from './pause';
import { settled } from './settled';
import { hasCode } from './TatError';

const TOKEN_FAILURE = 'AuthFailure.TokenFailure';
/** What a key is refused with before anything runs. */
const KEY_REFUSALS = [
	'AuthFailure.InvalidSecretId',
	'AuthFailure.SecretIdNotFound',
	'AuthFailure.SignatureFailure',
	TOKEN_FAILURE,
];

/** The keys of a connection: its credential, read again when a key is refused, and the temporary keys of its role. */
export class Keys {
	private readonly context: TatContext;
	private credential: TencentCloudCredential;

	constructor(context: TatContext, credential: TencentCloudCredential) {
		this.context = context;
		this.credential = credential;
	}

	/**
	 * Sends with the keys as they are now; once more where they were refused, which proves that nothing ran, and there are
	 * others by now.
	 */
	async sendWith<A extends Action, R>(
		asked: Asked<A>,
		interrupts: Interrupts,
		send: (credential: TencentCloudCredential) => Promise<R>,
		lastTry = false,
	): Promise<R> {
		const used = this.credential;
		const temporary = await settled(this.temporaryKeysOf(used, asked, interrupts));
		const outcome = 'error' in temporary ? temporary : await settled(send(used));
		if ('value' in outcome) return outcome.value;
		const { error } = outcome;
		if (lastTry || !KEY_REFUSALS.some((code) => hasCode(error, code))) throw error;
		const expired = hasCode(error, TOKEN_FAILURE) && 'value' in temporary && temporary.value;
		if (expired) discard(expired);
		if (!(await this.wasReplaced(used)) && !expired) throw error;
		return await this.sendWith(asked, interrupts, send, true);
	}

	/** Here, and not by n8n within the request: the wait for keys can be stopped, and their error is told from others. */
	private async temporaryKeysOf<A extends Action>(
		used: TencentCloudCredential,
		asked: Asked<A>,
		{ stop, late }: Interrupts,
	) {
		const keys = temporaryKeys(used, this.context.helpers.httpRequest);
		return await unlessStopped(keys, anyOf(stop, late)).catch((error: unknown) => {
			throw error instanceof RoleError ? failure(asked, error.fault, error.requestId) : error;
		});
	}

	/** Whether the credential is another one by now: keys are rotated while a step waits. */
	private async wasReplaced(used: TencentCloudCredential): Promise<boolean> {
		// another request has read it already
		if (this.credential !== used) return true;
		const read = await settled(readCredential(this.context));
		if ('error' in read || isSameCredential(read.value, used)) return false;
		this.credential = read.value;
		return true;
	}
}
