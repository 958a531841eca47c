import { ID_KINDS } from '../../../nodes/TencentTat/ids.ts';
import type { SdkModel } from './sdkModel.mts';

/** What an answer says, where it matters: IDs are those that the form has as examples, and all work is done. */
const VALUES: Record<string, unknown> = {
	CommandId: ID_KINDS.command.example,
	CreatedTime: '2026-01-31T08:00:00Z',
	DefaultParameters: '{"name":"value"}',
	InstanceId: 'ins-zcewfho0',
	InvocationId: ID_KINDS.invocation.example,
	InvocationStatus: 'SUCCESS',
	InvocationTaskId: ID_KINDS.task.example,
	InvokerId: ID_KINDS.invoker.example,
	ParameterName: 'name',
	Parameters: '{"name":"value"}',
	Region: 'ap-guangzhou',
	RegisterCodeId: ID_KINDS.registrationCode.example,
	SceneId: ID_KINDS.scene.example,
	TaskStatus: 'SUCCESS',
	TotalCount: 1,
};
/** Text is Base64, for those that are encoded. */
const BY_TYPE: Record<string, unknown> = { boolean: true, number: 1, string: 'dGV4dA==' };

/** An answer to an action as the SDK declares it: every field is there, and every list has one entry. */
export function sdkAnswer(model: SdkModel, action: string): Record<string, unknown> {
	return valueOf(`${action}Response`);

	function valueOf(type: string): Record<string, unknown> {
		return Object.fromEntries(
			model.fieldsOf(type).map(({ name, type: inner, isList }) => {
				const value = VALUES[name] ?? BY_TYPE[inner] ?? valueOf(inner);
				return [name, isList ? [value] : value];
			}),
		);
	}
}
